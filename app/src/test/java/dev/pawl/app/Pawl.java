package dev.pawl.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command in this JVM, over one home.
 *
 * @param home given to every command
 */
record Pawl(Path home) {
  Said call(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home");
    all.add(home.toString());
    return Said.by(all.toArray(String[]::new));
  }

  /** The input of {@link Steps}. */
  static String input(int width, long millis, Path gate, int bad) {
    return new JsonMapper()
        .writeValueAsString(new Steps.Request(width, millis, gate.toString(), bad));
  }

  /** The same for tasks that neither wait nor fail. */
  static String input(int width) {
    return new JsonMapper().writeValueAsString(new Steps.Request(width, 0, "", -1));
  }
}
