package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.FileBlobStore;
import dev.pawl.files.log.FileEventStore;
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
import dev.pawl.orchestration.RunHistory;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.testkit.Acceptance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of ten tasks on real threads one hangs at its first attempt. */
final class SecondAttemptsOnThreadsTest {
  private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);
  private static final AtomicInteger FINISHED = new AtomicInteger();

  record Size(int width) {}

  record Item(int number) {}

  record Written(int attempt, BlobRef blob) {}

  record Sum(int second) {}

  static final class Ten implements ProcessDefinition<Size, Sum> {
    @Override
    public String name() {
      return "ten";
    }

    @Override
    public One<Sum> define(Graph graph, One<Size> size) {
      Many<Item> items =
          graph.fanOut(
              "items",
              Item.class,
              size,
              s -> IntStream.range(0, s.width()).mapToObj(Item::new).toList());
      return graph.fold(
          "sum",
          Sum.class,
          graph.task("write", Write.class, items),
          new Sum(0),
          (sum, written) -> new Sum(sum.second() + (written.attempt() == 2 ? 1 : 0)));
    }
  }

  static final class Write implements TaskHandler<Item, Written> {
    @Override
    public Written handle(Item item, TaskContext context) throws Exception {
      byte[] text = ("attempt " + context.attempt()).getBytes(StandardCharsets.UTF_8);
      BlobRef blob = context.blobs().write("text", text);
      if (item.number() == 7 && context.attempt() == 1) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          assertThat(context.cancelled()).isTrue();
          INTERRUPTED.countDown();
          throw e;
        }
      }
      FINISHED.incrementAndGet();
      return new Written(context.attempt(), blob);
    }
  }

  @TempDir Path folder;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @Acceptance({"M09", "P06", "D08"})
  void theSecondAttemptWinsTheFirstIsInterruptedAndItsBlobIsSwept() throws Exception {
    Ten ten = new Ten();
    OrchestratorParts.Settings settings =
        new OrchestratorParts.Settings(
            FunctionLimits.DEFAULT,
            Duration.ofMillis(20),
            Duration.ofSeconds(15),
            new OrchestratorParts.Stragglers(Duration.ofMillis(100), 0.9));
    try (Engine engine =
        new Engine(
            new Home(folder),
            Definitions.of("test", ten),
            HandlerFactory.constructors(),
            EngineSettings.defaults().withWorkers(2).withOrchestrator(settings))) {
      RunHandle<Sum> run = engine.start(ten, new Size(10), "r");

      assertThat(run.await()).isEqualTo(new Sum(1));
      INTERRUPTED.await();
    }
    assertThat(FINISHED).hasValue(10);
    try (BlobStore blobs = FileBlobStore.ofRuns(new Home(folder).runs())) {
      assertThat(blobs.list("r/")).hasSize(10);
    }
    try (FileEventStore store = FileEventStore.open(new Home(folder).runs())) {
      StepProgress write =
          RunHistory.read(store, new RunId("r")).progress().steps().stream()
              .filter(step -> step.step().name().equals("write"))
              .findFirst()
              .orElseThrow();
      assertThat(write.seconds().issued()).isEqualTo(1);
      assertThat(write.seconds().won()).isEqualTo(1);
      assertThat(write.seconds().wastedMillis()).isPositive();
    }
  }
}
