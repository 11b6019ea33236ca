package dev.pawl.app;

import dev.pawl.wire.Message.Request;
import picocli.CommandLine.Command;

/** {@code pawl resume}. */
@Command(
    name = "resume",
    description =
        "Let a run go on that was paused, or that was parked because a function misbehaved and is mended.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  pawl resume nightly-20260101")
final class ResumeCommand extends RunRequest {
  ResumeCommand() {
    super(Request.Resume::new, "running again", true);
  }
}
