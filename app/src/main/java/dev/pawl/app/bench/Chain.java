package dev.pawl.app.bench;

import dev.pawl.app.bench.Noop.Nothing;
import dev.pawl.graph.Graph;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tasks that do nothing, each after the one before: what is left is the time from one to the next.
 */
final class Chain implements ProcessDefinition<Width, Count> {
  /** So many nodes make a plan of less than 4 MiB. */
  static final int LONGEST = 80_000;

  private static final int LARGEST_PLAN = 4 << 20;

  /** Plans the chain. */
  static final class PlanChain implements TaskHandler<Width, Plan<Nothing>> {
    @Override
    public Plan<Nothing> handle(Width width, TaskContext context) {
      return new Plan<>(IntStream.range(0, width.tasks()).mapToObj(PlanChain::node).toList());
    }

    private static Plan.Node<Nothing> node(int index) {
      List<String> parents = index == 0 ? List.of() : List.of(String.valueOf(index - 1));
      return new Plan.Node<>(String.valueOf(index), Noop.Handler.NOTHING, parents);
    }
  }

  /** Does nothing. */
  static final class Link implements TaskHandler<NodeInput<Nothing, Nothing>, Nothing> {
    @Override
    public Nothing handle(NodeInput<Nothing, Nothing> input, TaskContext context) {
      return Noop.Handler.NOTHING;
    }
  }

  /** Counts the links; a fold would have been flushed between any two of them. */
  static final class CountAll implements TaskHandler<List<Nothing>, Count> {
    @Override
    public Count handle(List<Nothing> links, TaskContext context) {
      return new Count(links.size());
    }
  }

  @Override
  public String name() {
    return "noop-chain";
  }

  @Override
  public One<Count> define(Graph graph, One<Width> request) {
    One<Plan<Nothing>> plan =
        graph.task("plan", PlanChain.class, request).resultLimit(LARGEST_PLAN);
    return graph.task("count", CountAll.class, graph.all(graph.dag(Noop.STEP, Link.class, plan)));
  }
}
