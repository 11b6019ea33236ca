package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Orchestrator and workers as processes of their own, some of them killed. */
class ProcessesTest extends ProcessesOfAHome {
  @Override
  String queue() {
    return "file:" + folder.resolve("queue");
  }

  @Test
  @Acceptance({"P12", "L05", "L07", "L08", "M01", "M02"})
  void nothing_is_lost_when_workers_that_compete_over_a_folder_are_killed() throws Exception {
    killWorkersInTheMiddleOfARun();
  }

  @Test
  @Acceptance("M03")
  void a_worker_that_is_added_in_the_middle_of_a_run_works_beside_the_first() throws Exception {
    PawlProcess server = start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    eventually().until(() -> server.err().contains("answers at"));
    pawl.call(
        "start", "steps", "--id", "one", "--input", Pawl.input(30, 20, folder.resolve("gate"), -1));
    PawlProcess first = worker();
    eventually()
        .until(() -> get(server, "/metrics").contains("step=\"square\",state=\"running\"} 1"));
    worker();
    eventually()
        .until(() -> get(server, "/metrics").contains("step=\"square\",state=\"running\"} 2"));
    assertThat(get(server, "/health")).isEqualTo("{\"status\":\"ok\",\"runs\":1}\n");
    Files.createFile(folder.resolve("gate"));
    first.stop().said();

    eventually().until(() -> status("one").equals("completed"));

    requireOnce("one");
  }

  private static String get(PawlProcess server, String path)
      throws IOException, InterruptedException {
    Matcher address = Pattern.compile("http://[0-9.]+:[0-9]+").matcher(server.err());
    assertThat(address.find()).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address.group() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void a_server_that_is_killed_is_followed_by_one_that_carries_its_runs_on() throws Exception {
    killTheServerInTheMiddleOfARun();
  }

  @Test
  void a_worker_that_is_stopped_lets_its_task_end_and_gives_back_what_it_has_not_begun()
      throws Exception {
    start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    Path gate = folder.resolve("gate");
    PawlProcess first = worker();
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(12, 0, gate, -1));
    eventually().until(() -> pawl.call("events", "one").out().contains("TasksDispatched"));
    eventually().until(() -> first.err().contains("runs tasks"));

    first.stop();
    eventually().until(() -> first.err().contains("stopping the worker"));
    Files.createFile(gate);
    first.said();
    worker();
    eventually().until(() -> status("one").equals("completed"));

    assertThat(pawl.call("events", "one").out())
        .doesNotContain("RetryPlanned")
        .doesNotContain("TaskReissued");
    requireOnce("one");
  }

  @Test
  void a_run_of_another_process_is_paused_and_resumed() throws Exception {
    Path gate = folder.resolve("gate");
    PawlProcess run =
        start(
            "run",
            "steps",
            "--id",
            "one",
            "--workers",
            "2",
            "--input",
            Pawl.input(6, 0, gate, -1),
            "--json");
    eventually().until(() -> status("one").equals("running"));

    assertThat(pawl.call("pause", "one").code()).isZero();
    assertThat(status("one")).isEqualTo("paused");
    Files.createFile(gate);
    assertThat(pawl.call("pause", "one").err()).contains("the run is paused already");
    assertThat(run.isAlive()).isTrue();
    assertThat(pawl.call("resume", "one").code()).isZero();

    Said ended = run.said();
    assertThat(ended.code()).isZero();
    assertThat(ended.json().get("outcome").stringValue()).isEqualTo("completed");
    assertThat(folder.resolve("home/control/queues").toFile().list())
        .containsExactly("orchestrator");
  }

  @Test
  void a_run_of_another_process_is_cancelled() throws Exception {
    PawlProcess run =
        start(
            "run",
            "steps",
            "--id",
            "one",
            "--input",
            Pawl.input(6, 0, folder.resolve("gate"), -1),
            "--json");
    eventually().until(() -> pawl.home().toFile().exists() && status("one").equals("running"));

    Said said = pawl.call("cancel", "one");

    assertThat(said.code()).isZero();
    Said ended = run.said();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.json().get("outcome").stringValue()).isEqualTo("cancelled");
  }

  @Test
  @Acceptance("P22")
  void a_start_of_a_run_that_another_process_carries_on_starts_nothing() throws Exception {
    start("server", "--workers", "1", "--listen", "127.0.0.1:0");
    eventually().until(() -> pawl.home().resolve("lock").toFile().exists());
    String input = Pawl.input(3, 0, folder.resolve("gate"), -1);

    assertThat(pawl.call("start", "steps", "--id", "one", "--input", input).out())
        .contains("is started")
        .doesNotContain("no process");
    assertThat(pawl.call("start", "steps", "--id", "one", "--input", input).out())
        .contains("nothing was started");
    Files.createFile(folder.resolve("gate"));

    eventually().until(() -> status("one").equals("completed"));
  }

  @Test
  void an_interrupted_run_goes_on_with_the_same_command() throws Exception {
    String input = Pawl.input(40, 20, Path.of(""), -1);
    PawlProcess run = start("run", "steps", "--workers", "1", "--input", input);
    eventually()
        .until(() ->
            pawl.home().toFile().exists()
                && pawl.call("ps", "--json").json().get("done").longValue() >= 5);
    assertThat(run.stop().said().err()).contains("the same command goes on");
    long before = pawl.call("ps", "--json").json().get("done").longValue();

    Said again = pawl.call("run", "steps", "--input", input, "--json");

    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("going on with run");
    assertThat(before).isBetween(5L, 41L);
    requireOnce(again.json().get("run").stringValue());
  }
}
