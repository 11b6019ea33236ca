package dev.pawl.app;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Where the {@code pawl} command begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command line in this JVM; gives the exit code. */
  static int run(String... arguments) {
    return run(
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        arguments);
  }

  /** The same with outputs of the caller's. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    PawlCommand root = new PawlCommand();
    CommandLine line = new CommandLine(root);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // An argument that begins with @ is a value of its command, such as @FILE.
    line.setExpandAtFiles(false);
    line.setExecutionExceptionHandler(new Failures(root));
    line.setParameterExceptionHandler(Failures::usage);
    return line.execute(arguments);
  }
}
