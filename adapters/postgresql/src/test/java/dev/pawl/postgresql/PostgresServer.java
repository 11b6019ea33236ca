package dev.pawl.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL on a free port of the loopback interface. Commits are flushed, which embedded
 * PostgreSQL turns off.
 */
public final class PostgresServer implements AutoCloseable {
  private static final PostgresServer SHARED = start(EmbeddedPostgres.builder());

  private final AtomicInteger schemas = new AtomicInteger();
  private EmbeddedPostgres server;
  private Path folder = Path.of("");

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The one that all tests of this JVM share, in a temporary folder that goes with it. */
  public static PostgresServer shared() {
    return SHARED;
  }

  /** One of a test's own, which can be killed. */
  static PostgresServer startIn(Path folder) {
    PostgresServer started = start(in(folder.resolve("data")));
    started.folder = folder.resolve("data");
    return started;
  }

  private static EmbeddedPostgres.Builder in(Path data) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60));
  }

  private static PostgresServer start(EmbeddedPostgres.Builder builder) {
    try {
      return new PostgresServer(withFlushes(builder).start());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL should start for tests", e);
    }
  }

  private static EmbeddedPostgres.Builder withFlushes(EmbeddedPostgres.Builder builder) {
    return builder
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on");
  }

  /** The URI of a schema that no other test has. */
  public URI newSchema() {
    return uri("postgres@", port(), "test_" + schemas.incrementAndGet());
  }

  int port() {
    return server.getPort();
  }

  static URI uri(String user, int port, String schema) {
    return URI.create("postgresql://" + user + "127.0.0.1:" + port + "/postgres?schema=" + schema);
  }

  /** Kills all of its processes with -9, and starts it again on the same port. */
  void killAndRestart() throws IOException {
    int port = port();
    long postmaster =
        Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle parent = ProcessHandle.of(postmaster).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(parent), parent.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    Files.deleteIfExists(folder.resolve("postmaster.pid"));
    // Gives the folder back.
    server.close();
    server = withFlushes(in(folder)).setPort(port).start();
  }

  /** Does something to the rows behind the adapter's back. */
  static void execute(URI schema, String sql) {
    try (Connection connection = PostgresAddress.of(schema, Map.of()).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError("the statement of a test failed", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
