package dev.pawl.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command line said and how it ended.
 *
 * @param code the exit code
 */
record Said(int code, String out, String err) {
  /** Runs a command line in this JVM. */
  static Said by(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream saidOut = new ByteArrayOutputStream();
    ByteArrayOutputStream saidErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(saidOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(saidErr, true, StandardCharsets.UTF_8));
      int code = Main.run(arguments);
      return new Said(
          code,
          saidOut.toString(StandardCharsets.UTF_8),
          saidErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The last line of the output, as JSON. */
  JsonNode json() {
    List<String> lines = out.lines().toList();
    if (lines.isEmpty()) {
      throw new AssertionError("a line of JSON was expected, found exit code " + code + " and: " + err);
    }
    return new JsonMapper().readTree(lines.get(lines.size() - 1));
  }

  /** All lines of the output, each as JSON. */
  List<JsonNode> jsonLines() {
    JsonMapper mapper = new JsonMapper();
    return out.lines().map(mapper::readTree).toList();
  }
}
