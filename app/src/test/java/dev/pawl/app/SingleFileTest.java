package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.spi.EventStore;
import dev.pawl.testkit.Acceptance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pawl run Own.java}: a process in one source file. */
final class SingleFileTest {
  private static final String OWN =
      """
      import dev.pawl.graph.*;
      import java.util.List;
      import java.util.stream.IntStream;

      public class Squares implements ProcessDefinition<Squares.Request, Squares.Sum> {
        public record Request(int width) {}
        public record Item(int number) {}
        public record Sum(long total) {}

        public String name() { return "squares"; }

        public One<Sum> define(Graph graph, One<Request> request) {
          Many<Item> items = graph.fanOut("items", Item.class, request,
              r -> IntStream.range(0, r.width()).mapToObj(Item::new).toList());
          Many<Item> squares = graph.task("square", Square.class, items);
          return graph.fold("sum", Sum.class, squares, new Sum(0), (sum, item) -> new Sum(sum.total() + item.number()));
        }

        public static class Square implements TaskHandler<Item, Item> {
          public Item handle(Item item, TaskContext context) throws Exception {
            new java.util.concurrent.CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
            return new Item(item.number() * item.number());
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  @Acceptance({"A09", "L06"})
  void aProcessInOneFileIsCompiledRunKilledAndCarriedOn() throws Exception {
    Files.writeString(folder.resolve("Squares.java"), OWN);
    try (PawlProcess process = start()) {
      process.await(_ -> hasBegun());
      assertThat(process.killAfter(Duration.ofMillis(300))).isTrue();
    }

    Said said;
    try (PawlProcess process = start()) {
      said = process.said();
    }

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).startsWith("going on with run squares-");
    assertThat(said.json().get("result").get("total").longValue()).isEqualTo(2_646_700);
    Confirmations.of(folder.resolve("home"), said.json().get("run").stringValue())
        .requireComplete();
  }

  private boolean hasBegun() {
    try (EventStore events = FileEventStore.open(folder.resolve("home/runs"))) {
      return !events.streams().isEmpty();
    }
  }

  private PawlProcess start() throws Exception {
    return PawlProcess.start(
        folder,
        "run",
        folder.resolve("Squares.java").toString(),
        "--json",
        "--workers",
        "2",
        "--home",
        folder.resolve("home").toString(),
        "--input",
        "{\"width\":200}");
  }
}
