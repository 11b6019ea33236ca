package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A process for tests: tasks that take a while, wait for a file, fail or never end, and a branch.
 */
public final class Steps implements ProcessDefinition<Steps.Request, Steps.Report> {
  /**
   * What the tasks do.
   *
   * @param millis how long each takes
   * @param gate a file that each waits for; empty for none
   * @param bad index of a task that fails while {@code gate}'s folder has no file {@code mended};
   *     -1 for none
   */
  public record Request(int width, long millis, String gate, int bad) {}

  public record Item(int index, Request request) {}

  public record Square(long value) {}

  public record Sum(long total) {}

  public record Report(long folded, long added) {}

  @Override
  public String name() {
    return "steps";
  }

  @Override
  public One<Report> define(Graph graph, One<Request> request) {
    Many<Item> items =
        graph.fanOut(
            "items",
            Item.class,
            request,
            input ->
                IntStream.range(0, input.width())
                    .mapToObj(index -> new Item(index, input))
                    .toList());
    Many<Square> squares =
        graph.task("square", Squaring.class, items).retries(1).backoff(Duration.ofMillis(10));
    One<Sum> folded =
        graph.fold(
            "folded",
            Sum.class,
            squares,
            new Sum(0),
            (sum, square) -> new Sum(sum.total() + square.value()));
    One<Sum> added = graph.task("added", Adding.class, graph.all(squares));
    One<Sum> checked =
        graph.when(
            "large",
            added,
            sum -> sum.total() > 1_000,
            sum -> graph.task("large sum", Passing.class, sum),
            sum -> graph.task("small sum", Passing.class, sum));
    return graph.combine(
        "report",
        Report.class,
        folded,
        checked,
        (left, right) -> new Report(left.total(), right.total()));
  }

  static final class Squaring implements TaskHandler<Item, Square> {
    @Override
    public Square handle(Item item, TaskContext context) throws Exception {
      Request request = item.request();
      pause(request.millis());
      while (!request.gate().isEmpty() && !Files.exists(Path.of(request.gate()))) {
        pause(5);
      }
      if (item.index() == request.bad()
          && !Files.exists(Path.of(request.gate()).resolveSibling("mended"))) {
        throw new IllegalStateException("item " + item.index() + " is bad");
      }
      return new Square((long) item.index() * item.index());
    }

    private static void pause(long millis) throws InterruptedException {
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    }
  }

  static final class Adding implements TaskHandler<List<Square>, Sum> {
    @Override
    public Sum handle(List<Square> squares, TaskContext context) {
      long total = 0;
      for (Square square : squares) {
        total += square.value();
      }
      return new Sum(total);
    }
  }

  static final class Passing implements TaskHandler<Sum, Sum> {
    @Override
    public Sum handle(Sum sum, TaskContext context) {
      return sum;
    }
  }
}
