package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.HomeLock;
import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ShowTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  @Test
  void a_home_that_does_not_exist_holds_no_runs_and_is_not_made() {
    Said said = pawl.call("ps");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("no runs in home");
    assertThat(pawl.home()).doesNotExist();
  }

  @Test
  @Acceptance("A11")
  void timings_are_shown_for_each_step() {
    pawl.call("run", "steps", "--id", "one", "--input", Pawl.input(5, 3, Path.of(""), -1));

    JsonNode show = pawl.call("show", "one", "--json").json();

    assertThat(show.get("status").stringValue()).isEqualTo("completed");
    assertThat(show.get("done").longValue()).isEqualTo(7);
    JsonNode square = step(show, "square");
    assertThat(square.get("done").intValue()).isEqualTo(5);
    assertThat(square.get("workMicros").longValue()).isGreaterThan(5 * 3_000);
    assertThat(square.get("slowestMicros").longValue())
        .isBetween(3_000L, square.get("workMicros").longValue());
    assertThat(square.get("wallMillis").longValue()).isPositive();
    assertThat(pawl.call("show", "one").out()).contains("SLOWEST", "square", "5/5", "completed");
  }

  @Test
  void a_run_whose_home_is_held_is_shown_as_running_with_the_holder() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(5));
    try (HomeLock lock = HomeLock.acquire(pawl.home())) {
      assertThat(lock).isNotNull();
      String pid = Long.toString(ProcessHandle.current().pid());
      assertThat(pawl.call("show", "one").out())
          .contains("process " + pid)
          .doesNotContain("no process");
      assertThat(pawl.call("ps", "--json").json().get("owner").stringValue()).isEqualTo(pid);
    }
    assertThat(pawl.call("show", "one").out()).contains("running (no process)");
  }

  @Test
  void looking_changes_no_file_of_the_home() throws IOException {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(5));
    String before = files();

    pawl.call("ps");
    pawl.call("show", "one");
    pawl.call("events", "one");
    pawl.call("graph", "one");
    pawl.call("quarantine", "list");

    assertThat(files()).isEqualTo(before);
  }

  private String files() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> all = Files.walk(pawl.home())) {
      for (Path path : all.sorted().toList()) {
        text.append(path)
            .append(' ')
            .append(Files.getLastModifiedTime(path))
            .append(' ')
            .append(Files.size(path))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static JsonNode step(JsonNode show, String name) {
    for (JsonNode step : show.get("steps")) {
      if (step.get("step").stringValue().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step " + name);
  }
}
