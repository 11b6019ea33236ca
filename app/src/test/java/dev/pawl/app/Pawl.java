package dev.pawl.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command in this JVM, over one home.
 *
 * @param home given to every command
 * @param options given to every command besides
 */
record Pawl(Path home, List<String> options) {
  Pawl(Path home) {
    this(home, List.of());
  }

  Said call(String... arguments) {
    return Said.by(line(arguments));
  }

  /** A command line that names the home. */
  String[] line(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    all.addAll(options);
    return all.toArray(String[]::new);
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
