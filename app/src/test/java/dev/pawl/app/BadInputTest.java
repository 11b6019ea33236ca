package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "start", "graph"})
  void an_unknown_process_ends_with_2_and_the_names_of_those_at_hand(String command) {
    Said said = pawl.call(command, "stepz");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("'stepz'", "steps").doesNotContain("at dev.pawl");
  }

  @Test
  void malformed_json_ends_with_2_and_the_place() {
    Said said = pawl.call("run", "steps", "--input", "{\"width\": 3,\n  \"millis\": x}");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err().toLowerCase(Locale.ROOT)).contains("line 2", "column");
  }

  @Test
  void a_missing_field_ends_with_2_and_its_name() {
    Said said = pawl.call("run", "steps", "--input", "{\"width\": 3}");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("millis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "events", "pause", "retry", "cancel", "verify"})
  void an_unknown_run_ends_with_2_and_names_the_home(String command) {
    Said said = pawl.call(command, "nobody");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("'nobody'", pawl.home().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "UPPER", "a/b", ""})
  void a_run_id_that_is_no_name_ends_with_2(String id) {
    Said said = pawl.call("show", id);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("a name should be");
  }

  @Test
  void a_home_that_cannot_be_written_ends_with_1_and_its_path() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    Said said = new Pawl(file.resolve("home")).call("run", "steps", "--input", Pawl.input(1));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains(file.toString());
  }

  @Test
  void a_home_in_use_ends_with_1_and_names_the_process() {
    try (HomeLock lock = HomeLock.acquire(pawl.home())) {
      assertThat(lock).isNotNull();
      Said said = pawl.call("run", "steps", "--input", Pawl.input(1));

      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amqp://host/queue", "/var/queue", "file:", "file://host/queue", "queue"})
  void a_queue_of_no_known_kind_ends_with_2_and_says_what_is_meant(String uri) {
    Said said = pawl.call("worker", "--queue", uri);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains(
            "file:/var/pawl/queue", "memory:", "postgresql://user@host/database", "'" + uri + "'");
  }

  @Test
  void a_password_in_a_queue_of_no_known_kind_is_not_printed() {
    assertThat(pawl.call("worker", "--queue", "amqps://anna:sesame@host/queue").err())
        .contains("amqps://anna:…")
        .doesNotContain("sesame");
  }

  @Test
  void a_worker_without_a_shared_queue_ends_with_2() {
    assertThat(pawl.call("worker", "--queue", "memory").err()).contains("--queue URI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"here", "127.0.0.1:x", "127.0.0.1:99999", ":80"})
  void an_address_that_is_none_ends_with_2(String address) {
    Said said = pawl.call("server", "--listen", address);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("HOST:PORT", "'" + address + "'");
  }

  @Test
  void a_span_of_time_has_a_unit() {
    assertThat(pawl.call("prune", "--older-than", "30").err()).contains("30d", "found '30'");
  }

  @Test
  void where_an_error_came_from_is_told_on_demand_alone() {
    assertThat(pawl.call("show", "nobody", "--verbose").err()).contains("at dev.pawl.app");
    assertThat(pawl.call("show", "nobody").err()).doesNotContain("at dev.pawl.app");
  }
}
