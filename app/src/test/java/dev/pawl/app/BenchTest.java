package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** That {@code pawl bench} does what it says; how fast that is, is no matter of tests. */
class BenchTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--workers 2",
    "--payload 500",
    "--payload 100 --all",
    "--chain",
    "--runs 20",
    "--warm-up 500 --runs 3",
    "--beside 10",
    "--queue file:QUEUE --processes 2"
  })
  @Acceptance("M07")
  void every_kind_of_measurement_is_durable_and_complete(String options) {
    Said said = bench("--tasks 3000 --json " + options);

    assertThat(said.code()).as(said.err()).isZero();
    JsonNode json = said.json();
    assertThat(json.get("tasks").intValue()).isEqualTo(3_000);
    assertThat(json.get("durable").booleanValue()).isTrue();
    assertThat(json.get("seconds").doubleValue()).isPositive();
    assertThat(json.get("tasksPerSecond").longValue()).isPositive();
    assertThat(json.get("p50Micros").longValue())
        .isPositive()
        .isLessThanOrEqualTo(json.get("p99Micros").longValue());
    assertThat(json.get("flushes").longValue()).isPositive();
    assertThat(json.get("logBytesPerTask").doubleValue()).isPositive();
    assertThat(json.get("peakHeapMiB").longValue()).isPositive();
  }

  @Test
  @Acceptance("E13")
  void a_backlog_of_ten_million_tasks_takes_less_than_a_gigabyte() throws Exception {
    try (PawlProcess process =
        PawlProcess.start(
            folder,
            List.of(),
            List.of("-Xmx1g"),
            "bench",
            "noop",
            "--tasks",
            "10000000",
            "--json")) {
      Said said = process.said();

      assertThat(said.code()).as(said.err()).isZero();
      assertThat(said.json().get("tasks").intValue()).isEqualTo(10_000_000);
      assertThat(said.json().get("durable").booleanValue()).isTrue();
      assertThat(said.json().get("peakHeapMiB").longValue()).isLessThan(1_000);
    }
  }

  @Test
  void the_text_says_the_same_for_people() {
    Said said = bench("--tasks 1000 --runs 5 --beside 3");

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains(
            "1,000 tasks in",
            "time added to a task: p50",
            "flushes",
            "durable: nothing left",
            "fairness of 5 runs",
            "a run of 3 tasks");
  }

  @ParameterizedTest
  @CsvSource({
    "--tasks 0, --tasks should be 1 or more",
    "--payload 5000, --payload should be 0 to 4096",
    "--tasks 5 --runs 6, --runs should be 1 to the number of tasks",
    "--processes 2, --processes needs a queue that they share",
    "--chain --all, give --chain or --all",
    "--chain --tasks 90000, --chain takes empty results and up to 80000"
  })
  void wrong_words_are_told_in_one_line(String options, String told) {
    Said said = bench(options);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(told).doesNotContain("\tat ");
  }

  private Said bench(String options) {
    return Said.by(
        ("bench noop " + options.replace("QUEUE", folder.resolve("queue").toString())).split(" "));
  }
}
