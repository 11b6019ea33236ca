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

/** Requests to runs of a home that nobody holds. */
class ControlTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  @Test
  void a_run_is_paused_resumed_and_cancelled() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    assertThat(pawl.call("pause", "one").out()).contains("run one is paused");
    assertThat(pawl.call("show", "one").out()).contains("paused by a user", "pawl resume one");
    assertThat(pawl.call("resume", "one").out()).contains("run one is running again");
    assertThat(pawl.call("cancel", "one").out()).contains("run one is cancelled");
    assertThat(pawl.call("show", "one", "--json").json().get("status").stringValue())
        .isEqualTo("cancelled");
  }

  @Test
  void a_request_that_the_run_refuses_ends_with_1_and_its_reason() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    Said said = pawl.call("resume", "one");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("only a paused or parked run can be resumed, this one is running");
  }

  @Test
  void a_request_for_a_run_that_does_not_exist_ends_with_2_and_makes_no_home() {
    Said said = pawl.call("cancel", "nobody");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("nobody", pawl.home().toString());
    assertThat(pawl.home()).doesNotExist();
  }

  @Test
  @Acceptance("M04")
  void a_poison_task_is_listed_with_its_input_and_error_and_restored() throws IOException {
    Path gate = Files.createFile(folder.resolve("gate"));
    String input = Pawl.input(4, 0, gate, 2);
    Said stalled = pawl.call("run", "steps", "--id", "one", "--input", input, "--json");
    assertThat(stalled.code()).isEqualTo(1);
    assertThat(stalled.json().get("outcome").stringValue()).isEqualTo("stalled");

    JsonNode task = pawl.call("quarantine", "list", "one", "--json").json();
    assertThat(task.get("step").stringValue() + task.get("index") + task.get("attempts"))
        .isEqualTo("square22");
    assertThat(task.get("error").stringValue()).contains("item 2 is bad");
    assertThat(task.get("input").get("index").intValue()).isEqualTo(2);

    Files.createFile(folder.resolve("mended"));
    assertThat(pawl.call("quarantine", "restore", "one", "square[2]").code()).isZero();
    assertThat(pawl.call("quarantine", "list").out()).contains("no task is in quarantine");
    assertThat(pawl.call("run", "steps", "--id", "one", "--input", input).code()).isZero();
  }

  @Test
  void all_tasks_leave_the_quarantine_by_retry() throws IOException {
    Path gate = Files.createFile(folder.resolve("gate"));
    String input = Pawl.input(4, 0, gate, 2);
    pawl.call("run", "steps", "--id", "one", "--input", input);
    Files.createFile(folder.resolve("mended"));

    assertThat(pawl.call("retry", "one").code()).isZero();
    assertThat(pawl.call("run", "steps", "--id", "one", "--input", input).code()).isZero();
    assertThat(pawl.call("retry", "one").code()).isEqualTo(1);
  }

  @Test
  void a_task_to_restore_is_named_as_it_is_listed() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    assertThat(pawl.call("quarantine", "restore", "one", "square").err())
        .contains("'square'", "forecast[17]");
    assertThat(pawl.call("quarantine", "restore", "one", "cube[1]").err())
        .contains("square", "found 'cube'");
    assertThat(pawl.call("quarantine", "restore", "one").err()).contains("--all", "found neither");
    assertThat(pawl.call("quarantine", "restore", "one", "square[1]").code()).isEqualTo(1);
  }
}
