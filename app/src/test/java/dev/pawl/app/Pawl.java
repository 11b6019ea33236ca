package dev.pawl.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command in this JVM, over one home.
 *
 * @param home given to every command
 */
record Pawl(Path home) {
  /** What a command said, and its exit code. */
  record Said(int exit, String out, String err) {
    /** The last line of the output, as JSON. */
    JsonNode json() {
      return new JsonMapper().readTree(out.lines().toList().getLast());
    }
  }

  Said call(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home");
    all.add(home.toString());
    return of(all.toArray(String[]::new));
  }

  /** A command line as it is, without a home. */
  static Said of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Said(exit, out.toString(), err.toString());
  }

  /** The input of {@link Steps}. */
  static String input(int width, long millis, Path gate, int bad) {
    return new JsonMapper().writeValueAsString(new Steps.Request(width, millis, gate.toString(), bad));
  }

  /** The same for tasks that neither wait nor fail. */
  static String input(int width) {
    return new JsonMapper().writeValueAsString(new Steps.Request(width, 0, "", -1));
  }
}
