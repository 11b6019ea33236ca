package dev.pawl.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code pawl}: all commands. */
@Command(
    name = "pawl",
    description = "Big, multi-step batch processes that never slip back.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      StartCommand.class,
      PsCommand.class,
      ShowCommand.class,
      EventsCommand.class,
      GraphCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      SignalCommand.class,
      QuarantineCommand.class,
      VerifyCommand.class,
      PruneCommand.class,
      SpecsCommand.class,
      InitCommand.class,
      ServerCommand.class,
      WorkerCommand.class,
      BenchCommand.class,
      SoakCommand.class,
      SimulateCommand.class,
      BenchWorkerCommand.class
    })
final class PawlCommand implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "show where an error came from")
  boolean verbose;

  @Spec CommandSpec spec;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
