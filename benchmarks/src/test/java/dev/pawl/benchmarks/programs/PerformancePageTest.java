package dev.pawl.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.benchmarks.AppendBenchmark;
import dev.pawl.benchmarks.JsonBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PerformancePageTest {
  private static final String JMH =
      """
      [{"benchmark":"dev.pawl.benchmarks.AppendBenchmark.groupOf100",
        "primaryMetric":{"score":6.0,"scoreError":0.5,"scoreUnit":"us/op"}},
       {"benchmark":"dev.pawl.benchmarks.AppendBenchmark.groupOf1",
        "primaryMetric":{"score":300.0,"scoreError":"NaN","scoreUnit":"us/op"}},
       {"benchmark":"dev.pawl.benchmarks.AppendBenchmark.limitOf1",
        "primaryMetric":{"score":200.0,"scoreError":1.0,"scoreUnit":"us/op"}},
       {"benchmark":"dev.pawl.benchmarks.AppendBenchmark.limitOf100",
        "primaryMetric":{"score":2.0,"scoreError":1.0,"scoreUnit":"us/op"}}]
      """;

  @TempDir Path folder;

  @Test
  void a_benchmark_is_held_against_the_limit_of_its_kind() throws IOException {
    String table = JmhTable.read(jmh()).of(AppendBenchmark.class);
    assertThat(table.replaceAll(" +", " "))
        .contains("| groupOf100 | 6.00 | 0.500 | 167,000 | 3.00 |")
        .contains("| groupOf1 | 300 | – | 3,330 | 1.50 |")
        .contains("| limitOf1 | 200 | 1.00 | 5,000 | |");
  }

  @Test
  void a_class_that_was_not_measured_has_no_table() throws IOException {
    assertThat(JmhTable.read(jmh()).of(JsonBenchmark.class)).isEmpty();
  }

  @Test
  void only_what_was_measured_is_written() throws IOException {
    jmh();
    String page = Files.readString(page());
    String written = PerformancePage.written(page, folder);
    assertThat(written).contains("| groupOf100");
    String place = "<!-- begin AppendBenchmark -->";
    assertThat(written.substring(0, written.indexOf(place)))
        .isEqualTo(page.substring(0, page.indexOf(place)));
    assertThat(PerformancePage.written(written, folder)).isEqualTo(written);
  }

  @Test
  void a_page_without_the_place_is_an_error() {
    assertThatThrownBy(() -> PerformancePage.replace("# Performance\n", "PEERS", "table"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin PEERS");
  }

  private Path jmh() throws IOException {
    return Files.writeString(folder.resolve("jmh.json"), JMH);
  }

  private static Path page() {
    return Path.of("").toAbsolutePath().getParent().resolve("docs/reference/performance.md");
  }
}
