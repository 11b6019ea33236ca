package dev.pawl.app;

import dev.pawl.graph.GraphException;
import dev.pawl.spi.PortFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns whatever leaves a command into one clear line and an exit code; the stack trace only with
 * {@code --verbose}.
 */
final class Failures implements IExecutionExceptionHandler {
  private final PawlCommand root;

  Failures(PawlCommand root) {
    this.root = root;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult result) {
    Throwable failure = thrown;
    while ((failure instanceof ExecutionException || failure instanceof CompletionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    if (root.verbose()) {
      failure.printStackTrace(line.getErr());
    }
    line.getErr().println("pawl: " + message(failure));
    line.getErr().flush();
    return switch (failure) {
      case UserError error -> error.exitCode();
      case GraphException _, PortFailure.Invalid _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }

  private static String message(Throwable failure) {
    boolean clear =
        failure instanceof UserError
            || failure instanceof GraphException
            || failure instanceof PortFailure;
    String text = String.valueOf(failure.getMessage());
    return clear
        ? text
        : failure.getClass().getSimpleName() + ": " + text + " (with --verbose: where)";
  }

  static int usage(ParameterException thrown, String[] arguments) {
    CommandLine line = thrown.getCommandLine();
    line.getErr().println("pawl: " + thrown.getMessage());
    line.getErr()
        .println(
            "Try 'pawl "
                + String.join(
                    " ",
                    line.getCommandName().equals("pawl")
                        ? new String[] {}
                        : new String[] {line.getCommandName()})
                + " --help'.");
    line.getErr().flush();
    return ExitCode.USAGE;
  }
}
