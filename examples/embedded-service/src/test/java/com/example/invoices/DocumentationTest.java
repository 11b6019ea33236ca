package com.example.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about embedding quotes this service, and nothing else. */
final class DocumentationTest {
  private static final Pattern QUOTED = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void whatThePageQuotesIsCompiledHere() throws IOException {
    String sources = withoutSpace(sources());
    Matcher quotes = QUOTED.matcher(Files.readString(Path.of("../../docs/how-to/embed.md")));
    List<String> found = quotes.results().map(quote -> quote.group(1)).toList();

    assertThat(found).hasSizeGreaterThan(3).allSatisfy(quote -> assertThat(sources).contains(withoutSpace(quote)));
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
