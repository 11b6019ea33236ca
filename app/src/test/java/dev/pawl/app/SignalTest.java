package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code pawl signal}, to runs of this home whoever holds it. */
class SignalTest {
  private static final String APPROVED = "{\"approved\":true,\"by\":\"Ada\"}";

  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  private void start(int pieces) {
    pawl.call("start", "approval", "--id", "one", "--input", "{\"pieces\":" + pieces + "}");
  }

  private JsonNode run(int pieces) {
    return pawl.call(
            "run", "approval", "--id", "one", "--input", "{\"pieces\":" + pieces + "}", "--json")
        .json();
  }

  private static List<String> names(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  @Test
  void a_run_in_another_process_goes_on_with_a_signal_and_says_what_it_waited_for()
      throws Exception {
    try (PawlProcess run =
        PawlProcess.start(
            folder,
            "run",
            "approval",
            "--id",
            "one",
            "--input",
            "{\"pieces\":12}",
            "--home",
            pawl.home().toString())) {
      run.await(said -> said.contains("waits for signal raise limit"));
      assertThat(run.err())
          .contains(
              "waits for signal approve: pawl signal one approve --value JSON",
              "pawl signal one 'raise limit' --value JSON");
      assertThat(names(pawl.call("ps", "--json").json().get("awaits")))
          .containsExactlyInAnyOrder("raise limit", "approve");
      assertThat(pawl.call("ps").out()).contains("running, waits for");
      assertThat(pawl.call("show", "one").out()).contains("pawl signal one approve --value JSON");
      assertThat(pawl.call("graph", "one").out()).contains("await · waits");

      assertThat(pawl.call("signal", "one", "approve", "--value", APPROVED).out())
          .contains("run one has signal approve");
      assertThat(pawl.call("graph", "one").out()).contains("await · received", "await · waits");
      assertThat(pawl.call("signal", "one", "raise limit", "--value", "{\"pieces\":11}").code())
          .isZero();

      Said said = run.said();
      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("\"pieces\" : 11", "\"by\" : \"Ada\"");
    }
  }

  @Test
  void a_signal_outlives_a_process_that_is_killed() throws Exception {
    try (PawlProcess run =
        PawlProcess.start(
            folder,
            "run",
            "approval",
            "--id",
            "one",
            "--input",
            "{\"pieces\":12}",
            "--home",
            pawl.home().toString())) {
      run.await(said -> said.contains("waits for signal raise limit"));
      assertThat(pawl.call("signal", "one", "approve", "--value", APPROVED).code()).isZero();
      run.kill();
    }
    assertThat(names(pawl.call("ps", "--json").json().get("awaits")))
        .containsExactly("raise limit");
    pawl.call("signal", "one", "raise limit", "--value", "{\"pieces\":5}");

    JsonNode ended = run(12);
    assertThat(ended.at("/result/pieces").intValue()).isEqualTo(5);
    assertThat(ended.at("/result/by").stringValue()).isEqualTo("Ada");
  }

  @Test
  void a_signal_may_come_before_any_process_carries_the_run_on() {
    start(3);

    Said said = pawl.call("signal", "one", "approve", "--value", APPROVED);

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("run one has signal approve", "to carry on: pawl run");
    assertThat(run(3).at("/result/pieces").intValue()).isEqualTo(3);
  }

  @Test
  void the_first_signal_counts() {
    start(3);
    pawl.call("signal", "one", "approve", "--value", APPROVED);

    Said again =
        pawl.call("signal", "one", "approve", "--value", "{\"approved\":false,\"by\":\"Bob\"}");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("signal 'approve' has come before; the first counts");
    assertThat(run(3).at("/result/by").stringValue()).isEqualTo("Ada");
  }

  @Test
  void a_signal_that_the_run_does_not_await_is_refused_with_those_that_it_does() {
    start(3);

    Said said = pawl.call("signal", "one", "aprove");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("should be one of raise limit, approve, found 'aprove'");
  }

  @Test
  void a_value_that_does_not_fit_is_refused_and_the_reason_names_the_field() {
    start(3);

    Said said = pawl.call("signal", "one", "approve", "--value", "{\"approved\":true}");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("signal 'approve'", "by");
    assertThat(pawl.call("signal", "one", "approve", "--value", "{oops").err())
        .contains("--value should be JSON, @FILE or -");
    assertThat(names(pawl.call("ps", "--json").json().get("awaits"))).containsExactly("approve");
  }

  @Test
  void a_value_comes_from_a_file() throws Exception {
    start(3);
    Path file = Files.writeString(folder.resolve("decision.json"), APPROVED.replace(",", ",\n "));

    assertThat(pawl.call("signal", "one", "approve", "--value", "@" + file).code()).isZero();
    assertThat(pawl.call("signal", "one", "approve", "--value", "@" + file + ".not").err())
        .contains("should be a file that can be read");
    assertThat(run(3).at("/result/by").stringValue()).isEqualTo("Ada");
  }

  @Test
  void a_paused_run_keeps_a_signal_and_one_that_is_over_refuses_it() {
    start(3);
    pawl.call("pause", "one");
    assertThat(pawl.call("signal", "one", "approve", "--value", APPROVED).code()).isZero();

    assertThat(run(3).at("/result/by").stringValue()).isEqualTo("Ada");
    assertThat(pawl.call("signal", "one", "approve", "--value", APPROVED).err())
        .contains("the run is over: completed");
  }

  @Test
  void a_signal_of_a_branch_that_was_not_taken_is_refused() throws Exception {
    try (PawlProcess run =
        PawlProcess.start(
            folder,
            "run",
            "approval",
            "--id",
            "one",
            "--input",
            "{\"pieces\":3}",
            "--home",
            pawl.home().toString())) {
      run.await(said -> said.contains("waits for signal approve"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> pawl.call("events", "one").out().contains("large otherwise"));

      assertThat(pawl.call("signal", "one", "raise limit", "--value", "{\"pieces\":5}").err())
          .contains("the run went another way");
      assertThat(run.err()).doesNotContain("raise limit");
    }
  }
}
