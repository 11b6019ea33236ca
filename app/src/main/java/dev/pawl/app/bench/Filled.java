package dev.pawl.app.bench;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.util.List;

/**
 * Tasks whose results have a size; their fan-in is a fold, or the list of all that a task reads.
 */
final class Filled implements ProcessDefinition<Width, Count> {
  private static final int FRAME = "{'filler':''}".length();
  private final boolean listed;

  /**
   * Tasks with results.
   *
   * @param listed whether all results are gathered into one list, in place of being folded
   */
  Filled(boolean listed) {
    this.listed = listed;
  }

  record Size(int bytes) {}

  record Result(String filler) {}

  /** Gives a result of the wanted size. */
  static final class Fill implements TaskHandler<Size, Result> {
    @Override
    public Result handle(Size size, TaskContext context) {
      return new Result("x".repeat(Math.max(0, size.bytes() - FRAME)));
    }
  }

  /** Reads a list of results from its first to its last. */
  static final class CountAll implements TaskHandler<List<Result>, Count> {
    @Override
    public Count handle(List<Result> results, TaskContext context) {
      int read = 0;
      for (Result _ : results) {
        read++;
      }
      return new Count(read);
    }
  }

  @Override
  public String name() {
    return listed ? "noop-all" : "noop-filled";
  }

  @Override
  public One<Count> define(Graph graph, One<Width> request) {
    Many<Size> sizes =
        graph.fanOut(
            "inputs", Size.class, request, Width::tasks, (width, _) -> new Size(width.bytes()));
    Many<Result> results = graph.task(Noop.STEP, Fill.class, sizes);
    return listed
        ? graph.task("count", CountAll.class, graph.all(results))
        : graph.fold("count", Count.class, results, Count.NONE, (count, _) -> count.more(1));
  }
}
