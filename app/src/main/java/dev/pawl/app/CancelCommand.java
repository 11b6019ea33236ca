package dev.pawl.app;

import dev.pawl.wire.Message.Request;
import picocli.CommandLine.Command;

/** {@code pawl cancel}. */
@Command(
    name = "cancel",
    description = "End a run for good: running tasks are stopped, and what comes late is ignored.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  pawl cancel nightly-20260101")
final class CancelCommand extends RunRequest {
  CancelCommand() {
    super(Request.Cancel::new, "cancelled", false);
  }
}
