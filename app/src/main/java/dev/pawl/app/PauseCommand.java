package dev.pawl.app;

import dev.pawl.wire.Message.Request;
import picocli.CommandLine.Command;

/** {@code pawl pause}. */
@Command(
    name = "pause",
    description =
        "Hold a run: running tasks are stopped and given back, and nothing more is begun before it is resumed.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  pawl pause nightly-20260101")
final class PauseCommand extends RunRequest {
  PauseCommand() {
    super(Request.Pause::new, "paused", false);
  }
}
