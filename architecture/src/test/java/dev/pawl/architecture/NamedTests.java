package dev.pawl.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tests that name what they show, found in the sources: those of the classes that are not built
 * with this module count too. The annotations stand before the method, among others.
 */
final class NamedTests {
  private static final Pattern METHOD = Pattern.compile("\\b(\\w+)\\s*\\(");
  private static final Pattern NUMBER = Pattern.compile("\"([A-Z]\\d+)\"");

  private final Path root;
  private final Map<String, List<Named>> byNumber = new TreeMap<>();

  private NamedTests(Path root) {
    this.root = root;
  }

  /**
   * A test.
   *
   * @param file from the repository's root
   * @param method its name
   */
  record Named(Path file, String method) {
    String type() {
      return file.getFileName().toString().replace(".java", "");
    }

    /** The method's name as a sentence. */
    String sentence() {
      String words =
          method.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=A)(?=[A-Z][a-z])", " ").replace('_', ' ');
      return method.contains("_") ? words : words.toLowerCase(Locale.ROOT);
    }
  }

  /** Tests that carry an annotation such as {@code Acceptance} with numbers. */
  static NamedTests of(Sources sources, String annotation) {
    NamedTests found = new NamedTests(sources.root());
    sources.files().forEach(file -> found.read(file, "@" + annotation + "("));
    return found;
  }

  /** Tests that name a number, by file and place. */
  List<Named> showing(String number) {
    return byNumber.getOrDefault(number, List.of());
  }

  /** Every number that a test names. */
  List<String> numbers() {
    return List.copyOf(byNumber.keySet());
  }

  private void read(Path file, String opening) {
    String text = text(file);
    for (int start = text.indexOf(opening); start >= 0; start = text.indexOf(opening, start + 1)) {
      if (!text.substring(text.lastIndexOf('\n', start) + 1, start).isBlank()) {
        continue;
      }
      int end = text.indexOf(')', start);
      Matcher number = NUMBER.matcher(text.substring(start, end));
      Matcher method = METHOD.matcher(withoutAnnotations(text, end + 1));
      if (method.find()) {
        Named named = new Named(root.relativize(file), method.group(1));
        number
            .results()
            .forEach(
                one -> byNumber.computeIfAbsent(one.group(1), _ -> new ArrayList<>()).add(named));
      }
    }
  }

  /** The text from a place on, further annotations at its beginning cut off. */
  private static String withoutAnnotations(String text, int from) {
    String rest = text.substring(from, Math.min(text.length(), from + 2_000));
    return rest.replaceFirst("\\A(\\s*@\\w+(\\([^)]*\\))?)*", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
