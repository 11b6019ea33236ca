package dev.pawl.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL on a free port of the loopback interface. Commits are flushed, which embedded
 * PostgreSQL turns off for tests. Safe for use by many threads, but for {@link #killAndRestart} and
 * {@link #close}.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger schemas = new AtomicInteger();
  private final Optional<Path> data;
  private EmbeddedPostgres server;

  private PostgresServer(Optional<Path> data) throws IOException {
    this.data = data;
    this.server = builder(data).start();
  }

  private static EmbeddedPostgres.Builder builder(Optional<Path> data) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(PATIENCE)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on");
    return data.map(folder -> builder.setDataDirectory(folder).setCleanDataDirectory(false))
        .orElse(builder);
  }

  private static final class Shared {
    static final PostgresServer SERVER = start();
  }

  /** The one that all tests of this JVM share, and that ends with it. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /**
   * One of the caller's own, in a temporary folder.
   *
   * @throws UncheckedIOException where it does not start
   */
  public static PostgresServer start() {
    return start(Optional.empty());
  }

  /**
   * One of the caller's own, which can be killed.
   *
   * @param folder for what it keeps, which is the caller's
   * @throws UncheckedIOException where it does not start
   */
  public static PostgresServer startIn(Path folder) {
    return start(Optional.of(folder.resolve("data")));
  }

  private static PostgresServer start(Optional<Path> data) {
    try {
      return new PostgresServer(data);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL should start", e);
    }
  }

  /** The port that it listens to. */
  public int port() {
    return server.getPort();
  }

  /** The URI of a schema that nobody else got, for Pawl. */
  public URI newSchema() {
    return URI.create(
        "postgresql://postgres@127.0.0.1:"
            + port()
            + "/postgres?schema=test_"
            + schemas.incrementAndGet());
  }

  /** A connection of the superuser, past all that Pawl does. */
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** Executes a statement in a schema of {@link #newSchema}, past all that Pawl does. */
  public static void execute(URI schema, String sql) {
    String url =
        "jdbc:" + schema.toString().replace("postgres@", "").replace("?schema=", "?currentSchema=");
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed: " + sql, e);
    }
  }

  /** Kills all of its processes with -9, and starts it again over the same folder and port. */
  public void killAndRestart() throws IOException, InterruptedException {
    int port = port();
    Path folder = data.orElseThrow();
    Path lock = folder.resolve("postmaster.pid");
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(lock).getFirst().strip())).orElseThrow();
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      awaitEnd(one);
    }
    Files.deleteIfExists(lock);
    // Gives the folder back.
    server.close();
    server = builder(data).setPort(port).start();
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " should end when killed", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
