package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** Tasks that do nothing: what is left is the engine's own cost. */
final class Noop implements ProcessDefinition<Noop.Request, Noop.Result> {
  record Request(int tasks) {}

  record Nothing() {}

  record Result(int tasks) {}

  /** Does nothing. */
  static final class Handler implements TaskHandler<Nothing, Nothing> {
    private static final Nothing NOTHING = new Nothing();

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
  public One<Result> define(Graph graph, One<Request> request) {
    Many<Nothing> inputs =
        graph.fanOut("inputs", Nothing.class, request, Request::tasks, (_, _) -> Handler.NOTHING);
    Many<Nothing> done = graph.task("nothing", Handler.class, inputs);
    return graph.fold(
        "count", Result.class, done, new Result(0), (count, _) -> new Result(count.tasks() + 1));
  }
}
