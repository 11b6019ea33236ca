package dev.pawl.benchmarks;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** As {@link OneStep}, with a second step that follows the first element by element. */
public final class TwoSteps implements ProcessDefinition<OneStep.Request, OneStep.Count> {
  /** Does nothing. */
  public static final class Again implements TaskHandler<OneStep.Nothing, OneStep.Nothing> {
    @Override
    public OneStep.Nothing handle(OneStep.Nothing input, TaskContext context) {
      return input;
    }
  }

  @Override
  public String name() {
    return "two-steps";
  }

  @Override
  public One<OneStep.Count> define(Graph graph, One<OneStep.Request> request) {
    Many<OneStep.Element> elements =
        graph.fanOut(
            "elements",
            OneStep.Element.class,
            request,
            OneStep.Request::tasks,
            (_, _) -> new OneStep.Element(false));
    Many<OneStep.Nothing> first = graph.task("first", OneStep.Handler.class, elements);
    Many<OneStep.Nothing> second = graph.task("second", Again.class, first);
    return graph.fold(
        "count", OneStep.Count.class, second, new OneStep.Count(0), (count, _) -> count.next());
  }
}
