package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.orchestration.FunctionLimits;
import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of a definition that misbehave park their own run, and no other. */
final class BadFunctionTest {
  record Size(int width) {}

  record Item(String text) {}

  record Sum(int items) {}

  /** What the function of a definition does. */
  enum Manner {
    THROWS(
        "IllegalStateException: no shards today",
        _ -> {
          throw new IllegalStateException("no shards today");
        }),
    OVERFLOWS("StackOverflowError", Manner::deeper),
    LOOPS(
        "no answer within 5000 ms",
        _ -> {
          while (true) {
            Thread.onSpinWait();
          }
        }),
    WRITES_A_MILLION_BYTES(
        "should have at most 4096 bytes as JSON, found 10000",
        _ -> List.of(new Item("x".repeat(1_000_000)))),
    GIVES_TOO_MANY("should have at most 1000 values, found 5000", _ -> items(5_000)),
    GIVES_NULL("NullPointerException", _ -> null),
    MENDED("", size -> items(size.width()));

    final String reason;
    final Function<Size, List<Item>> function;

    Manner(String reason, Function<Size, List<Item>> function) {
      this.reason = reason;
      this.function = function;
    }

    @SuppressWarnings("InfiniteRecursion") // overflowing the stack is what it is for
    private static List<Item> deeper(Size size) {
      return deeper(new Size(size.width() + 1));
    }

    private static List<Item> items(int count) {
      return IntStream.range(0, count).mapToObj(i -> new Item("item " + i)).toList();
    }
  }

  /** The same graph whatever its function does, as after a mistake in code was mended. */
  static final class Shards implements ProcessDefinition<Size, Sum> {
    private final String name;
    private final Manner manner;

    Shards(String name, Manner manner) {
      this.name = name;
      this.manner = manner;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public One<Sum> define(Graph graph, One<Size> size) {
      Many<Item> items = graph.fanOut("items", Item.class, size, manner.function);
      Many<Item> done = graph.task("copy", Copy.class, items);
      return graph.fold("sum", Sum.class, done, new Sum(0), (sum, _) -> new Sum(sum.items() + 1));
    }
  }

  static final class Copy implements TaskHandler<Item, Item> {
    @Override
    public Item handle(Item item, TaskContext context) {
      return item;
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MENDED")
  @Acceptance("P21")
  void aFunctionThatMisbehavesParksItsRunAndNoOtherAndMendedCodeResumesIt(Manner manner)
      throws Exception {
    Shards bad = new Shards("bad", manner);
    Shards good = new Shards("good", Manner.MENDED);
    try (Engine engine = open(bad, good)) {
      RunHandle<Sum> parked = engine.start(bad, new Size(7), "r-bad");
      RunHandle<Sum> other = engine.start(good, new Size(200), "r-good");

      Outcome outcome = parked.outcome().get(60, TimeUnit.SECONDS);
      assertThat(outcome.status()).isEqualTo(RunStatus.PARKED);
      assertThat(outcome.detail()).contains(manner.reason);
      assertThat(other.await()).isEqualTo(new Sum(200));
    }

    Shards mended = new Shards("bad", Manner.MENDED);
    try (Engine engine = open(mended, good)) {
      RunHandle<Sum> resumed = engine.start(mended, new Size(7), "r-bad");

      assertThat(resumed.existed()).isTrue();
      assertThat(resumed.await()).isEqualTo(new Sum(7));
    }
  }

  @Test
  @Acceptance("P21")
  void aParkedRunStaysParkedUntilItIsAskedFor() throws Exception {
    Shards bad = new Shards("bad", Manner.THROWS);
    try (Engine engine = open(bad)) {
      engine.start(bad, new Size(7), "r-bad").outcome().get(60, TimeUnit.SECONDS);
    }

    try (Engine engine = open(new Shards("bad", Manner.MENDED))) {
      assertThat(
              engine
                  .progress(new dev.pawl.run.RunId("r-bad"))
                  .get(60, TimeUnit.SECONDS)
                  .orElseThrow()
                  .status())
          .isEqualTo(RunStatus.PARKED);
    }
  }

  private Engine open(ProcessDefinition<?, ?>... definitions) {
    FunctionLimits limits = new FunctionLimits(Duration.ofSeconds(5), 1_000, 64 << 10, 4 << 10);
    EngineSettings settings =
        EngineSettings.defaults()
            .withWorkers(2)
            .withAllRuns()
            .withOrchestrator(
                new OrchestratorParts.Settings(
                    limits, Duration.ofSeconds(1), Duration.ofSeconds(15)));
    return new Engine(
        new Home(folder),
        Definitions.of("test", definitions),
        HandlerFactory.constructors(),
        settings);
  }
}
