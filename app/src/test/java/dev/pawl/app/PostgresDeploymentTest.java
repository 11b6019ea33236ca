package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.servers.PostgresServer;
import dev.pawl.testkit.Acceptance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and tasks in PostgreSQL, blobs in a folder. */
class PostgresDeploymentTest extends ProcessesOfAHome {
  private PostgresServer server = PostgresServer.shared();
  private String schema = server.newSchema().toString();

  /** A server of its own: it is killed too. */
  @BeforeEach
  @Override
  void home() {
    server = PostgresServer.startIn(folder);
    schema = server.newSchema().toString();
    super.home();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Override
  String queue() {
    return schema;
  }

  @Override
  List<String> events() {
    return List.of("--events", schema);
  }

  @Test
  @Acceptance({"L02", "L18"})
  void nothing_is_lost_when_workers_are_killed() throws Exception {
    killWorkersInTheMiddleOfARun();

    assertThat(pawl.home().resolve("runs/one")).as("events in the home").doesNotExist();
  }

  @Test
  @Acceptance("L02")
  void a_server_that_is_killed_is_followed_by_one_that_carries_its_runs_on() throws Exception {
    killTheServerInTheMiddleOfARun();
  }

  @Test
  void a_database_that_is_killed_in_the_middle_of_a_run_loses_nothing() throws Exception {
    PawlProcess orchestrator = start("server", "--queue", queue(), "--listen", "127.0.0.1:0");
    worker();
    pawl.call("start", "steps", "--id", "one", "--input", Pawl.input(60, 20, Path.of(""), -1));
    eventually().until(() -> done("one") >= 10);

    server.killAndRestart();
    eventually().until(() -> status("one").equals("completed"));

    requireOnce("one");
    assertThat(orchestrator.isAlive()).isTrue();
  }

  @Test
  void what_reads_a_home_reads_its_events_there() {
    Said ran = pawl.call("run", "steps", "--id", "one", "--input", Pawl.input(3), "--json");
    assertThat(ran.code()).as(ran.err()).isZero();

    assertThat(pawl.call("ps").out()).contains("one", "completed");
    assertThat(pawl.call("verify").code()).isZero();
    assertThat(pawl.call("graph", "one").code()).isZero();
    assertThat(new Pawl(pawl.home()).call("ps").out()).doesNotContain("completed");
    assertThat(pawl.call("prune", "--older-than", "0s").out()).contains("deleted run one");
    assertThat(pawl.call("ps").out()).doesNotContain("one");
  }

  @Test
  void events_of_no_known_kind_end_with_2() {
    Said said = pawl.call("ps", "--events", "mysql://anna:sesame@host/orders");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("postgresql://user@host/database", "mysql://anna:…")
        .doesNotContain("sesame");
  }
}
