package dev.pawl.app.bench;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** Tasks that take and give nothing, counted by a fold: what is left is the engine's own cost. */
public final class Noop implements ProcessDefinition<Width, Count> {
  /** The one task of each element. */
  static final String STEP = "nothing";

  record Nothing() {}

  /** Does nothing. */
  static final class Handler implements TaskHandler<Nothing, Nothing> {
    static final Nothing NOTHING = new Nothing();

    @Override
    public Nothing handle(Nothing input, TaskContext context) {
      return NOTHING;
    }
  }

  @Override
  public String name() {
    return "noop";
  }

  @Override
  public One<Count> define(Graph graph, One<Width> request) {
    Many<Nothing> inputs =
        graph.fanOut("inputs", Nothing.class, request, Width::tasks, (_, _) -> Handler.NOTHING);
    Many<Nothing> done = graph.task(STEP, Handler.class, inputs);
    return graph.fold("count", Count.class, done, Count.NONE, (count, _) -> count.more(1));
  }
}
