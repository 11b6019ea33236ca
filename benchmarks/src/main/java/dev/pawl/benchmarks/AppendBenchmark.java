package dev.pawl.benchmarks;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
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

/**
 * Durable events of 100 bytes in the event log, in groups of 1, 100 and 10,000 to an append; beside
 * it the limit: the same bytes, bare, written to a file whose space is there already, and flushed.
 * An operation is one event.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class AppendBenchmark {
  private static final int BYTES = 100;
  private static final int SMALL = 100;
  private static final int LARGE = 10_000;
  private static final EventRecord EVENT = new EventRecord(1, new byte[BYTES]);

  /** An event log with one stream, begun anew for each iteration. */
  @State(Scope.Thread)
  public static class Log {
    private static final String STREAM = "run";
    private final ScratchFolder folder;
    private final FileEventStore store;
    private long epoch;
    private long last;

    public Log() {
      try {
        folder = ScratchFolder.create();
        store = FileEventStore.open(folder.path());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Setup(Level.Iteration)
    public void begin() {
      store.delete(STREAM);
      epoch = store.acquire(STREAM);
      last = 0;
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      store.close();
      folder.close();
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
  }

  /** A file of 64 MiB that is written from its beginning to its end, again and again. */
  @State(Scope.Thread)
  public static class Raw {
    private static final int FILE_BYTES = 64 << 20;
    private final ScratchFolder folder;
    private final FileChannel file;
    private long at;

    public Raw() {
      try {
        folder = ScratchFolder.create();
        file =
            FileChannel.open(
                folder.path().resolve("raw"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        writeAll(ByteBuffer.allocateDirect(FILE_BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
      at = at + bytes.remaining() > FILE_BYTES ? 0 : at;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      file.force(false);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      file.close();
      folder.close();
    }
  }

  private final List<EventRecord> single = List.of(EVENT);
  private final List<EventRecord> hundred = List.copyOf(Collections.nCopies(SMALL, EVENT));
  private final List<EventRecord> thousands = List.copyOf(Collections.nCopies(LARGE, EVENT));
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(LARGE * BYTES);

  @Benchmark
  public long groupOf1(Log log) {
    return log.append(single);
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public long groupOf100(Log log) {
    return log.append(hundred);
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public long groupOf10000(Log log) {
    return log.append(thousands);
  }

  @Benchmark
  public void limitOf1(Raw raw) throws IOException {
    raw.writeAll(bytes.slice(0, BYTES));
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public void limitOf100(Raw raw) throws IOException {
    raw.writeAll(bytes.slice(0, SMALL * BYTES));
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public void limitOf10000(Raw raw) throws IOException {
    raw.writeAll(bytes.slice(0, LARGE * BYTES));
  }
}
