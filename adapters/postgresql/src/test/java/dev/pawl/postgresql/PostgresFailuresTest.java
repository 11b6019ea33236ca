package dev.pawl.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresFailuresTest {
  private final PostgresServer server = PostgresServer.shared();

  @Test
  void a_wrong_password_is_told_in_one_line_without_it() throws Exception {
    askForPasswords();
    URI uri = URI.create("postgresql://guarded:mistaken@127.0.0.1:" + server.port() + "/postgres");

    assertThatThrownBy(() -> PostgresDatabase.open(uri))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("password authentication failed for user \"guarded\"")
        .hasMessageContaining("postgresql://guarded@127.0.0.1:" + server.port())
        .message()
        .doesNotContain("mistaken")
        .hasLineCount(1);
  }

  /** Users that are named guarded have to give a password. */
  private void askForPasswords() throws Exception {
    try (Connection connection = PostgresAddress.of(server.newSchema(), Map.of()).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create role guarded login password 'right'");
      try (ResultSet rows = statement.executeQuery("show hba_file")) {
        rows.next();
        Path rules = Path.of(rows.getString(1));
        Files.writeString(
            rules, "host all guarded 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
      }
      statement.execute("select pg_reload_conf()");
    }
    // The server has read its rules once it refuses who gives no password.
    URI uri = URI.create("postgresql://guarded@127.0.0.1:" + server.port() + "/postgres");
    Awaitility.await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> PostgresAddress.of(uri, Map.of()).connect().close())
                .hasMessageContaining("password"));
  }

  @Test
  void a_database_that_is_missing_is_named() {
    URI uri = URI.create("postgresql://postgres@127.0.0.1:" + server.port() + "/nowhere");

    assertThatThrownBy(() -> PostgresDatabase.open(uri))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("database \"nowhere\" does not exist")
        .message()
        .hasLineCount(1);
  }

  @Test
  void a_server_that_does_not_answer_may_later() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() ->
            PostgresDatabase.open(
                URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres")))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .message()
        .hasLineCount(1);
  }

  @Test
  void an_unknown_parameter_of_tls_is_told() {
    URI uri = URI.create(server.newSchema() + "&sslmode=perhaps");

    assertThatThrownBy(() -> PostgresDatabase.open(uri))
        .isInstanceOf(PortFailure.class)
        .hasMessageContaining("perhaps");
  }

  @Test
  void tables_are_made_once_by_many_who_open_at_the_same_time() throws Exception {
    URI uri = server.newSchema();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var openings =
          IntStream.range(0, 4)
              .mapToObj(_ -> threads.submit(() -> PostgresDatabase.open(uri)))
              .toList();
      for (var opening : openings) {
        try (PostgresDatabase database = opening.get()) {
          assertThat(database.eventStore().streams()).isEmpty();
        }
      }
    }
  }
}
