package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  @Test
  void a_run_is_started_and_waits_for_a_process_that_carries_it_on() {
    Said said = pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("run one is started", "pawl run steps --id one");
    assertThat(pawl.call("ps").out()).contains("running (no process)");
    assertThat(
            pawl.call("run", "steps", "--id", "one", "--input", Pawl.input(3), "--json")
                .json()
                .get("outcome")
                .stringValue())
        .isEqualTo("completed");
  }

  @Test
  @Acceptance("P22")
  void a_start_with_the_id_of_a_run_that_exists_starts_nothing() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));
    String before = pawl.call("events", "one").out();

    Said again = pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("run one exists", "nothing was started");
    assertThat(pawl.call("events", "one").out()).isEqualTo(before);
  }

  @Test
  @Acceptance("P22")
  void a_start_with_the_id_of_another_run_is_refused_and_says_what_differs() {
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(3));

    Said other = pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(4));

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("run one", "another input");
    assertThat(pawl.call("ps", "--json").out().lines()).hasSize(1);
  }

  @Test
  void every_start_without_an_id_begins_a_run_of_its_own() {
    pawl.call("start", "steps", "--input", Pawl.input(3));
    pawl.call("start", "steps", "--input", Pawl.input(3));

    assertThat(pawl.call("ps", "--json").out().lines()).hasSize(2);
  }
}
