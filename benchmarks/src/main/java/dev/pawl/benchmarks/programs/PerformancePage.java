package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.AppendBenchmark;
import dev.pawl.benchmarks.DeciderBenchmark;
import dev.pawl.benchmarks.EncodingBenchmark;
import dev.pawl.benchmarks.JsonBenchmark;
import dev.pawl.benchmarks.PostgresAppendBenchmark;
import dev.pawl.benchmarks.ReplayBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes measured figures into {@code docs/reference/performance.md}, between lines that mark their
 * places; what was not measured stays as it is.
 */
public final class PerformancePage {
  private PerformancePage() {}

  /**
   * Writes the page.
   *
   * @param arguments the root of the repository, and the folder of the results
   */
  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]).resolve("docs/reference/performance.md");
    Files.writeString(page, written(Files.readString(page), Path.of(arguments[1])));
  }

  static String written(String page, Path results) {
    String text = page;
    for (Subject subject : Subject.values()) {
      Path file = results.resolve(subject.name().toLowerCase(Locale.ROOT) + ".json");
      if (Files.exists(file)) {
        Results measured = Results.read(file);
        text = replace(text, subject.name(), subject.table(measured) + machine(measured.machine()));
      }
    }
    Path jmh = results.resolve("jmh.json");
    if (Files.exists(jmh)) {
      JmhTable tables = JmhTable.read(jmh);
      for (Class<?> benchmarks :
          List.of(
              DeciderBenchmark.class,
              EncodingBenchmark.class,
              JsonBenchmark.class,
              AppendBenchmark.class,
              PostgresAppendBenchmark.class,
              ReplayBenchmark.class)) {
        String table = tables.of(benchmarks);
        text = table.isEmpty() ? text : replace(text, benchmarks.getSimpleName(), table);
      }
    }
    return text;
  }

  private static String machine(Machine machine) {
    return "\nMeasured on %s, %d cores, %d GiB of memory, %s, %s; its disk flushed %s times a second.\n"
        .formatted(
            machine.processor(),
            machine.cores(),
            machine.memoryGiB(),
            machine.system(),
            machine.jdk(),
            Table.number((double) machine.flushesPerSecond()));
  }

  /** Replaces what stands between the two lines that mark a place. */
  static String replace(String page, String place, String text) {
    String begin = "<!-- begin " + place + " -->\n";
    String end = "<!-- end " + place + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException(
          "expected the lines " + begin.strip() + " and " + end.strip() + " in the page");
    }
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }
}
