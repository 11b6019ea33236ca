package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The shipped process that executes recorded workflows, through the command. */
class WfformatTest {
  private static final Path TRACES =
      Path.of("..", "examples/wfformat/src/test/resources/dev/pawl/wfformat");

  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  private Said run(Path file, String factor) {
    String input = "{\"file\":\"" + file + "\",\"secondsPerSecond\":" + factor + "}";
    return pawl.call("run", "wfformat", "--workers", "4", "--id", "w", "--json", "--input", input);
  }

  @Test
  @Acceptance("P02")
  void a_recorded_workflow_runs_in_its_order() {
    Said said = run(TRACES.resolve("helloworld-forkjoin-10-chameleon.json"), "0.0001");

    assertThat(said.code()).as(said.err()).isZero();
    JsonNode result = said.json().get("result");
    assertThat(result.get("tasks").intValue()).isEqualTo(10);
    assertThat(result.get("slots").intValue()).isEqualTo(4);
    assertThat(result.get("criticalPath").doubleValue()).isEqualTo(307.36);
    assertThat(result.get("makespan").doubleValue()).isGreaterThanOrEqualTo(0.030736);
    assertThat(result.get("efficiency").doubleValue()).isBetween(0.0, 1.0);
    assertThat(pawl.call("show", "w").out()).containsPattern("tasks +dag +10/10");
    assertThat(pawl.call("graph", "w", "--mermaid").out()).contains("dag · 10/10");
    assertThat(pawl.call("events", "w").out()).contains("tasks 10 of 10 nodes from 0");
    assertThat(pawl.call("events", "w", "--json").out())
        .containsOnlyOnce("\"type\":\"Planned\"")
        .contains("\"total\":10", "\"id\":\"cpuhog_forkjoin_00000001\"");
  }

  @Test
  void tasks_without_time_and_parts_that_are_not_connected_run_too() {
    Said said = run(TRACES.resolve("sarek-dirt02-001.json"), "0.0001");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().get("result").get("tasks").intValue()).isEqualTo(26);
  }

  @Test
  void a_file_that_is_not_there_is_told_in_one_line() {
    Said said = run(folder.resolve("none.json"), "0.001");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("none.json", "found none").doesNotContain("at dev.pawl");
  }

  @Test
  void a_file_of_another_kind_ends_the_run_with_the_reason() throws IOException {
    Said said =
        run(Files.writeString(folder.resolve("t.json"), "{\"schemaVersion\":\"1.3\"}"), "1");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err() + said.out()).contains("t.json should be WfFormat", "1.3");
  }

  @Test
  void a_factor_of_zero_is_refused_before_the_run_starts() {
    Said said = run(TRACES.resolve("sarek-dirt02-001.json"), "0");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("secondsPerSecond should be above 0");
  }
}
