package dev.pawl.app;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Said(code, out.toString(), err.toString());
  }

  /** The last line of the output, as JSON. */
  JsonNode json() {
    List<String> lines = out.lines().toList();
    if (lines.isEmpty()) {
      throw new AssertionError(
          "a line of JSON was expected, found exit code " + code + " and: " + err);
    }
    return new JsonMapper().readTree(lines.get(lines.size() - 1));
  }

  /** All lines of the output, each as JSON. */
  List<JsonNode> jsonLines() {
    JsonMapper mapper = new JsonMapper();
    return out.lines().map(mapper::readTree).toList();
  }
}
