package dev.pawl.app;

import dev.pawl.wire.Message.Request;
import picocli.CommandLine.Command;

/** {@code pawl retry}. */
@Command(
    name = "retry",
    description =
        "Take all tasks of a run out of quarantine and try them again, with all their attempts.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  pawl retry nightly-20260101")
final class RetryCommand extends RunRequest {
  RetryCommand() {
    super(Request.Retry::new, "trying its quarantined tasks again", true);
  }
}
