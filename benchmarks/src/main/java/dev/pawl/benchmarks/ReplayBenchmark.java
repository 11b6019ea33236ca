package dev.pawl.benchmarks;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.engine.Outcome;
import dev.pawl.files.log.FileEventStore;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A run with a million confirmed tasks, from its files to its state. The run was made by the
 * engine, and one poison task in it keeps it unfinished. An operation is the whole run; its files
 * are in the page cache.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class ReplayBenchmark {
  private static final OneStep PROCESS = new OneStep();
  private static final Definitions DEFINITIONS = Definitions.of("benchmarks", PROCESS);
  private static final ProcessGraph GRAPH = DEFINITIONS.all().get(0).graph();
  private static final RunId RUN = new RunId("one-step-1");
  private static final int FIRST = Aggregate.step(GRAPH, "first");

  /** A home with the run. */
  @State(Scope.Thread)
  public static class Made {
    /** Tasks that are confirmed. */
    @Param("1000000")
    public int tasks;

    private final ScratchFolder folder;
    private final Home home;

    public Made() {
      folder = create();
      home = new Home(folder.path());
    }

    @Setup(Level.Trial)
    public void run() throws Exception {
      try (Engine engine = engine(home, EngineSettings.defaults())) {
        OneStep.Request request = new OneStep.Request(tasks + 1, tasks / 2);
        Outcome outcome = engine.start(PROCESS, request, RUN.value()).outcome().get();
        require(outcome.status() == RunStatus.STALLED, "a stalled run, found " + outcome.status());
      }
    }

    private int confirmed(int found) {
      require(found == tasks, tasks + " confirmed tasks, found " + found);
      return found;
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      folder.close();
    }
  }

  /** A copy of that home, because who recovers a run writes to it. */
  @State(Scope.Thread)
  public static class Crashed {
    private ScratchFolder copy = new ScratchFolder(Path.of(""));
    private @Nullable Engine engine;

    @Setup(Level.Invocation)
    public void crash(Made made) throws IOException {
      copy = create();
      copy.fill(made.home.path());
    }

    @TearDown(Level.Invocation)
    public void close() throws IOException {
      if (engine != null) {
        engine.close();
      }
      copy.close();
    }
  }

  /** From files to the state of the aggregate: reading, checking, decoding, folding. */
  @Benchmark
  public int state(Made made) {
    Aggregate<?> aggregate = Aggregate.of(GRAPH);
    try (FileEventStore store = FileEventStore.open(made.home.runs())) {
      RunHistory.each(store, RUN, 1, (event, _) -> aggregate.evolve(event));
    }
    return made.confirmed(aggregate.confirmed(FIRST));
  }

  /** What {@code pawl show} reads. */
  @Benchmark
  public int history(Made made) {
    try (FileEventStore store = FileEventStore.open(made.home.runs())) {
      return made.confirmed(RunHistory.read(store, RUN).ledger().doneCount(FIRST));
    }
  }

  /** A process opens the home after a crash and is ready to go on: lock, takeover, state, tasks. */
  @Benchmark
  public Engine recovery(Crashed crashed) {
    Engine engine =
        engine(
            new Home(crashed.copy.path()), EngineSettings.defaults().withWorkers(0).withAllRuns());
    crashed.engine = engine;
    return engine;
  }

  /** The limit: the bytes of the files are read, and a checksum is taken. */
  @Benchmark
  public long limit(Made made) throws IOException {
    CRC32C checksum = new CRC32C();
    try (Stream<Path> files = Files.list(made.home.runs().resolve(RUN.value()))) {
      List<Path> segments =
          files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
      require(!segments.isEmpty(), "files of the run, found none");
      for (Path segment : segments) {
        checksum.update(Files.readAllBytes(segment));
      }
    }
    return checksum.getValue();
  }

  private static Engine engine(Home home, EngineSettings settings) {
    return new Engine(home, DEFINITIONS, HandlerFactory.constructors(), settings);
  }

  private static ScratchFolder create() {
    try {
      return ScratchFolder.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalStateException("expected " + expected);
    }
  }
}
