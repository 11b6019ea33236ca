package dev.pawl.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of acceptance rows and port guarantees with the tests beside them. Needs the JDK alone,
 * so that {@code java} runs this file as it is.
 */
final class AcceptancePage {
  static final String COMMAND = "scripts/acceptance";
  private static final Pattern ROW = Pattern.compile("[A-Z]\\d\\d ");
  private static final Pattern GUARANTEE =
      Pattern.compile("<li>([EQB]\\d) (.*?)(?=<li>|</ol>)", Pattern.DOTALL);
  private static final Map<String, String> PORTS =
      Map.of("E", "EventStore", "Q", "TaskQueue", "B", "BlobStore");

  private final Sources sources;
  private final StringBuilder page = new StringBuilder();

  AcceptancePage(Sources sources) {
    this.sources = sources;
  }

  /** Writes the page to where it lies in the repository. */
  public static void main(String[] arguments) throws IOException {
    Sources sources = Sources.ofRepository();
    Files.writeString(place(sources), new AcceptancePage(sources).markdown());
  }

  static Path place(Sources sources) {
    return sources.root().resolve("docs/reference/acceptance.md");
  }

  /** Statements by row, and the headings between them by {@code #}. */
  Map<String, String> rows() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(sources.root().resolve("docs/reference/acceptance-rows.txt"))) {
      if (line.startsWith("# ")) {
        rows.put(line, "");
      } else if (ROW.matcher(line).lookingAt()) {
        rows.put(line.substring(0, 3), line.substring(4));
      } else {
        throw new IOException(
            "a row should be like 'P01 statement' or '# heading', found '" + line + "'");
      }
    }
    return rows;
  }

  String markdown() throws IOException {
    line("# Acceptance: what is shown, and by which test");
    line("");
    line(
        "Made from [the rows](acceptance-rows.txt), the ports' Javadoc and the annotations of the tests by");
    line(
        "`"
            + COMMAND
            + "`; a test of the build fails while this page is out of date. A dash: nothing shows it yet.");
    NamedTests tests = NamedTests.of(sources, "Acceptance");
    rows().forEach((row, statement) -> row(row, statement, tests));
    guarantees();
    return page.toString();
  }

  private void row(String row, String statement, NamedTests tests) {
    if (row.startsWith("#")) {
      heading(row.substring(2));
    } else {
      line("| " + row + " | " + statement + " | " + cell(tests.showing(row)) + " |");
    }
  }

  private void guarantees() throws IOException {
    NamedTests tests = NamedTests.of(sources, "Guarantee");
    for (String letter : List.of("E", "Q", "B")) {
      Path port = Path.of("core/src/main/java/dev/pawl/spi/" + PORTS.get(letter) + ".java");
      heading("Guarantees of `" + PORTS.get(letter) + "`");
      String text = Files.readString(sources.root().resolve(port));
      GUARANTEE
          .matcher(text)
          .results()
          .forEach(one ->
              line(
                  "| "
                      + one.group(1)
                      + " | "
                      + prose(one.group(2))
                      + " | "
                      + cell(tests.showing(one.group(1)))
                      + " |"));
    }
  }

  private void heading(String text) {
    line("");
    line("## " + text);
    line("");
    line("| | statement | tests |");
    line("|---|---|---|");
  }

  /** Javadoc as Markdown. */
  private static String prose(String javadoc) {
    return javadoc
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@(?:link|code) #?([^}]*)}", "`$1`")
        .strip();
  }

  private static String cell(List<NamedTests.Named> tests) {
    Map<Path, String> byFile = new LinkedHashMap<>();
    for (NamedTests.Named test : tests) {
      byFile.merge(test.file(), test.sentence(), (before, one) -> before + "; " + one);
    }
    Stream<String> cells =
        byFile.entrySet().stream()
            .map(entry ->
                "["
                    + new NamedTests.Named(entry.getKey(), "").type()
                    + "](../../"
                    + entry.getKey().toString().replace('\\', '/')
                    + "): "
                    + entry.getValue());
    String joined = cells.collect(Collectors.joining("<br>"));
    return joined.isEmpty() ? "–" : joined;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
