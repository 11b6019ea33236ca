package dev.pawl.benchmarks;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** Tasks that do nothing, one for each element, and their number at the end. */
public final class OneStep implements ProcessDefinition<OneStep.Request, OneStep.Count> {
  /**
   * What to do.
   *
   * @param tasks how many
   * @param poison an index whose task fails for ever, or -1
   */
  public record Request(int tasks, int poison) {}

  /**
   * The input of a task.
   *
   * @param bad whether it fails for ever
   */
  public record Element(boolean bad) {}

  /** The result of a task. */
  public record Nothing() {}

  /** How many tasks have a result. */
  public record Count(int tasks) {
    Count next() {
      return new Count(tasks + 1);
    }
  }

  /** Does nothing, or fails. */
  public static final class Handler implements TaskHandler<Element, Nothing> {
    private static final Nothing NOTHING = new Nothing();

    @Override
    public Nothing handle(Element input, TaskContext context) {
      if (input.bad()) {
        throw new PermanentFailure("told to fail");
      }
      return NOTHING;
    }
  }

  @Override
  public String name() {
    return "one-step";
  }

  @Override
  public One<Count> define(Graph graph, One<Request> request) {
    Many<Element> elements =
        graph.fanOut(
            "elements",
            Element.class,
            request,
            Request::tasks,
            (all, index) -> new Element(index == all.poison()));
    Many<Nothing> done = graph.task("first", Handler.class, elements);
    return graph.fold("count", Count.class, done, new Count(0), (count, _) -> count.next());
  }
}
