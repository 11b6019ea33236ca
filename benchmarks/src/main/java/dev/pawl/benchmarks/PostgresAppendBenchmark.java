package dev.pawl.benchmarks;

import dev.pawl.postgresql.PostgresDatabase;
import dev.pawl.postgresql.PostgresEventStore;
import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Durable events of 100 bytes in a stream of PostgreSQL, in groups of 1, 100 and 10,000 to an
 * append; beside it the server's limit: as many rows of as many bytes copied into a table without
 * keys, and committed. An operation is one event. One connection in both cases.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class PostgresAppendBenchmark {
  private static final int BYTES = 100;
  private static final int SMALL = 100;
  private static final int LARGE = 10_000;
  private static final EventRecord EVENT = new EventRecord(1, new byte[BYTES]);

  /** A server with one stream and one bare table, begun anew for each iteration. */
  @State(Scope.Thread)
  public static class Server {
    private static final String STREAM = "run";
    private final PostgresServer server;
    private final PostgresDatabase database;
    private final PostgresEventStore store;
    private final Connection connection;
    private final CopyManager copies;
    private long epoch;
    private long last;

    public Server() {
      try {
        server = PostgresServer.start();
        database = PostgresDatabase.open(server.newSchema());
        store = database.eventStore();
        connection = server.connect();
        execute("create table bare (payload bytea)");
        copies = connection.unwrap(PGConnection.class).getCopyAPI();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Setup(Level.Iteration)
    public void begin() throws SQLException {
      execute("truncate bare");
      store.delete(STREAM);
      epoch = store.acquire(STREAM);
      last = 0;
    }

    @TearDown(Level.Trial)
    public void end() throws IOException, SQLException {
      database.close();
      connection.close();
      server.close();
    }

    private long append(List<EventRecord> group) {
      AppendOutcome outcome =
          store.append(List.of(new AppendRequest(STREAM, epoch, last, group))).get(0);
      last =
          switch (outcome) {
            case AppendOutcome.Appended appended -> appended.lastPosition();
            case AppendOutcome.Refused refused -> throw refused.failure();
          };
      return last;
    }

    private long copy(byte[] rows) throws IOException, SQLException {
      return copies.copyIn("copy bare from stdin", new ByteArrayInputStream(rows));
    }
  }

  private final List<EventRecord> single = List.of(EVENT);
  private final List<EventRecord> hundred = List.copyOf(Collections.nCopies(SMALL, EVENT));
  private final List<EventRecord> thousands = List.copyOf(Collections.nCopies(LARGE, EVENT));
  private final byte[] singleRow = rows(1);
  private final byte[] hundredRows = rows(SMALL);
  private final byte[] thousandsOfRows = rows(LARGE);

  /** In the text format of PostgreSQL's copy. */
  private static byte[] rows(int count) {
    return ("\\\\x" + "00".repeat(BYTES) + "\n").repeat(count).getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public long groupOf1(Server server) {
    return server.append(single);
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public long groupOf100(Server server) {
    return server.append(hundred);
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public long groupOf10000(Server server) {
    return server.append(thousands);
  }

  @Benchmark
  public long limitOf1(Server server) throws IOException, SQLException {
    return server.copy(singleRow);
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public long limitOf100(Server server) throws IOException, SQLException {
    return server.copy(hundredRows);
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public long limitOf10000(Server server) throws IOException, SQLException {
    return server.copy(thousandsOfRows);
  }
}
