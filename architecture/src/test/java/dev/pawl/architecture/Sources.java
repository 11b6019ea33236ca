package dev.pawl.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java sources below a folder, and what is wrong with them.
 *
 * @param root the folder
 */
record Sources(Path root) {
  private static final int MAXIMUM_LINES = 500;
  private static final Pattern BANNED_NAME =
      Pattern.compile(
          "\\b(?:class|interface|record|enum)\\s+(\\w+(?:Impl|Manager|Utils?|Helper))\\b");

  /** The repository's: those of the nearest folder upward that holds the core. */
  static Sources ofRepository() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("core/src/main/java"))) {
        return new Sources(folder);
      }
    }
    throw new IllegalStateException(
        "Expected a folder that holds core/src/main/java at or above " + here);
  }

  /**
   * The sources of modules and of modules in folders, main and test, without what the build
   * generates.
   */
  List<Path> files() {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isSource(root.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> tooLong() {
    return files().stream()
        .filter(file -> lines(file).size() > MAXIMUM_LINES)
        .map(file -> root.relativize(file) + ": " + lines(file).size() + " lines")
        .toList();
  }

  List<String> badlyNamed() {
    return files().stream()
        .flatMap(file ->
            lines(file).stream()
                .filter(line -> !line.strip().startsWith("*"))
                .flatMap(line -> bannedName(line).stream())
                .map(name -> root.relativize(file) + ": " + name))
        .toList();
  }

  private static boolean isSource(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("src")) {
        return true;
      }
      if (name.startsWith(".") || name.equals("target") || name.equals("node_modules")) {
        return false;
      }
    }
    return false;
  }

  private static Optional<String> bannedName(String line) {
    return BANNED_NAME.matcher(line).results().map(match -> match.group(1)).findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
