package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.servers.PostgresServer;
import dev.pawl.testkit.Acceptance;
import org.junit.jupiter.api.Test;

/** Events and blobs in a folder, tasks in PostgreSQL. */
class PostgresQueueTest extends ProcessesOfAHome {
  private final String queue = PostgresServer.shared().newSchema().toString();

  @Override
  String queue() {
    return queue;
  }

  @Test
  @Acceptance("L18")
  void nothing_is_lost_when_workers_that_compete_over_postgresql_are_killed() throws Exception {
    killWorkersInTheMiddleOfARun();
  }

  @Test
  void a_password_of_the_queue_is_printed_by_nobody() throws Exception {
    String secret = queue.replace("postgres@", "postgres:open-sesame@");
    PawlProcess server = start("server", "--queue", secret, "--listen", "127.0.0.1:0");
    PawlProcess worker = start("worker", "--queue", secret);
    eventually().until(() -> server.err().contains("answers at"));
    eventually().until(() -> worker.err().contains("runs tasks"));

    assertThat(server.err() + worker.err()).contains("postgresql://").doesNotContain("sesame");
  }

  @Test
  void a_server_that_is_not_there_ends_with_1_and_one_line() {
    Said said =
        pawl.call("run", "steps", "--queue", "postgresql://postgres:sesame@127.0.0.1:1/postgres");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("postgresql://postgres@127.0.0.1:1/postgres", "refused")
        .doesNotContain("sesame")
        .hasLineCount(1);
  }
}
