package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Processes over one home and one queue, for tests that start, stop and kill them. */
abstract class ProcessesOfAHome {
  @TempDir Path folder;
  private final List<PawlProcess> processes = new ArrayList<>();
  Pawl pawl = new Pawl(Path.of(""));

  /** The URI of a queue that the processes share. */
  abstract String queue();

  /** Where events are, as options; none for the home. */
  List<String> events() {
    return List.of();
  }

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"), events());
  }

  @AfterEach
  void end() throws InterruptedException {
    for (PawlProcess one : processes) {
      one.kill();
    }
  }

  /** A run of 150 tasks, three workers, three of them killed, and all of it is done once. */
  void killWorkersInTheMiddleOfARun() throws Exception {
    start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    List<PawlProcess> workers = new ArrayList<>(List.of(worker(), worker(), worker()));
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(150, 20, Path.of(""), -1));

    for (int round = 1; round <= 3; round++) {
      int enough = 20 * round;
      eventually().until(() -> done("one") >= enough);
      workers.removeFirst().kill();
      workers.add(worker());
    }
    eventually().until(() -> status("one").equals("completed"));

    requireOnce("one");
    assertThat(pawl.call("show", "one", "--json").json().get("done").longValue()).isEqualTo(152);
  }

  /** A run of 60 tasks, whose server is killed and followed by another. */
  void killTheServerInTheMiddleOfARun() throws Exception {
    PawlProcess server = start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    worker();
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(60, 20, Path.of(""), -1));
    eventually().until(() -> done("one") >= 10);
    server.kill();
    assertThat(status("one")).isEqualTo("running");
    assertThat(pawl.call("ps").out()).contains("running (no process)");

    start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    eventually().until(() -> status("one").equals("completed"));

    requireOnce("one");
  }

  PawlProcess worker() throws IOException {
    return start("worker", "--queue", queue(), "--slots", "1");
  }

  PawlProcess start(String... arguments) throws IOException {
    PawlProcess process = PawlProcess.start(folder, pawl.line(arguments));
    processes.add(process);
    return process;
  }

  static ConditionFactory eventually() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions();
  }

  String status(String run) {
    Said said = pawl.call("show", run, "--json");
    return said.code() == 0 ? said.json().get("status").stringValue() : "none";
  }

  long done(String run) {
    return pawl.call("show", run, "--json").json().get("done").longValue();
  }

  void requireOnce(String run) {
    Confirmations.of(pawl, run).requireComplete();
  }
}
