package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.run.RunEvent;
import dev.pawl.testkit.Acceptance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WholeRunTest {
  record Size(int width) {}

  record Item(int number) {}

  record Sum(long total, int count) {}

  /** Squares numbers, one task each, and adds them up in two ways that have to agree. */
  static final class Squares implements ProcessDefinition<Size, Sum> {
    @Override
    public String name() {
      return "squares";
    }

    @Override
    public One<Sum> define(Graph graph, One<Size> size) {
      Many<Item> items =
          graph.fanOut(
              "items",
              Item.class,
              size,
              s -> IntStream.range(0, s.width()).mapToObj(Item::new).toList());
      Many<Item> squares = graph.task("square", Square.class, items);
      One<Sum> folded =
          graph.fold(
              "folded",
              Sum.class,
              squares,
              new Sum(0, 0),
              (sum, item) -> new Sum(sum.total() + item.number(), sum.count() + 1));
      One<Sum> added = graph.task("added", Add.class, graph.all(squares));
      return graph.combine(
          "same", Sum.class, folded, added, (a, b) -> a.equals(b) ? a : new Sum(-1, -1));
    }
  }

  static final class Square implements TaskHandler<Item, Item> {
    @Override
    public Item handle(Item item, TaskContext context) {
      return new Item(item.number() * item.number());
    }
  }

  static final class Add implements TaskHandler<List<Item>, Sum> {
    @Override
    public Sum handle(List<Item> items, TaskContext context) {
      long total = 0;
      int count = 0;
      for (Item item : items) {
        total += item.number();
        count++;
      }
      return new Sum(total, count);
    }
  }

  @Test
  @Acceptance({"P02", "P20", "A09"})
  void aRunOfStepsOfEveryKindEndsWithItsResult() throws InterruptedException {
    Box box = new Box(new Squares());

    box.start("r1", new Size(10));
    box.settle();

    assertThat(box.last("r1")).isInstanceOf(RunEvent.RunCompleted.class);
    assertThat(result(box)).isEqualTo("{\"total\":285,\"count\":10}");
  }

  @Test
  void aFanOutOfNothingCompletes() throws InterruptedException {
    Box box = new Box(new Squares());

    box.start("r1", new Size(0));
    box.settle();

    assertThat(result(box)).isEqualTo("{\"total\":0,\"count\":0}");
  }

  @Test
  void aListOfThousandsIsGatheredThroughBlobs() throws InterruptedException {
    Box box = new Box(new Squares());

    box.start("r1", new Size(2_500));
    box.settle();

    long total = IntStream.range(0, 2_500).mapToLong(i -> (long) i * i).sum();
    assertThat(result(box)).isEqualTo("{\"total\":" + total + ",\"count\":2500}");
  }

  private static String result(Box box) {
    return new String(((RunEvent.RunCompleted) box.last("r1")).result(), StandardCharsets.UTF_8);
  }
}
