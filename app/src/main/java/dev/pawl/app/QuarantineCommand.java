package dev.pawl.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pawl quarantine}. */
@Command(
    name = "quarantine",
    description = "Tasks that failed for the last time, with their inputs and errors.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {QuarantineListCommand.class, QuarantineRestoreCommand.class})
final class QuarantineCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw UserError.usage("quarantine should be followed by list or restore, found nothing");
  }
}
