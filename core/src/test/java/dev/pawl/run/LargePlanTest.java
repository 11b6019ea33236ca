package dev.pawl.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.run.RunCommand.ConfirmResults;
import dev.pawl.run.RunCommand.RecordPlan;
import dev.pawl.run.RunEvent.Planned;
import dev.pawl.run.RunEvent.TasksScheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans of a million nodes: what a result costs must not grow with the plan. */
class LargePlanTest {
  private static final int NODES = 1_000_000;
  private static final int PART = 4_096;
  private static final int WORK = 2;

  private final ProcessGraph graph = ProcessGraph.of(new Large());
  private final RunDecider<GraphState> decider = new RunDecider<>(new GraphOrchestration(graph));
  private final RunState<GraphState> state = decider.initialState();

  static final class MakePlan implements TaskHandler<Integer, Plan<Integer>> {
    @Override
    public Plan<Integer> handle(Integer input, TaskContext context) {
      return new Plan<>(List.of());
    }
  }

  static final class Work implements TaskHandler<NodeInput<Integer, Integer>, Integer> {
    @Override
    public Integer handle(NodeInput<Integer, Integer> input, TaskContext context) {
      return input.value();
    }
  }

  private static final class Large implements ProcessDefinition<Integer, Integer> {
    @Override
    public String name() {
      return "large";
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      One<Plan<Integer>> plan = graph.task("plan", MakePlan.class, input);
      return graph.fold("sum", Integer.class, graph.dag("work", Work.class, plan), 0, Integer::sum);
    }
  }

  @Test
  void a_chain_goes_on_link_by_link() {
    plan(node -> node == 0 ? new int[0] : new int[] {node - 1});
    for (int node = 0; node < NODES - 1; node++) {
      assertThat(scheduled(confirm(IndexSet.of(node)))).isEqualTo(IndexSet.of(node + 1));
    }
    confirm(IndexSet.of(NODES - 1));
    assertThat(state.completed(WORK)).isTrue();
  }

  @Test
  void all_that_wait_for_one_node_go_on_with_it_and_one_waits_for_all() {
    int last = NODES - 1;
    plan(node ->
        node == 0 ? new int[0] : node < last ? new int[] {0} : IntStream.range(1, last).toArray());
    assertThat(scheduled(confirm(IndexSet.of(0)))).isEqualTo(IndexSet.range(1, last));
    for (int node = 1; node < last - 1; node++) {
      assertThat(confirm(IndexSet.of(node)).events()).hasSize(1);
    }
    assertThat(scheduled(confirm(IndexSet.of(last - 1)))).isEqualTo(IndexSet.of(last));
    confirm(IndexSet.of(last));
    assertThat(state.completed(WORK)).isTrue();
  }

  /** Starts the run, and records a plan part by part. */
  private void plan(IntFunction<int[]> parents) {
    RunEvent.RunStarted started =
        new RunEvent.RunStarted(
            1, "large", 1, graph.digest(), "", StepInfo.of(graph), "", new byte[] {'0'});
    decider.handle(state, new RunCommand.Start(1, started));
    confirm(1, IndexSet.of(0));
    for (int first = 0; first < NODES; first += PART) {
      int size = Math.min(PART, NODES - first);
      List<int[]> lists = new ArrayList<>();
      for (int node = first; node < first + size; node++) {
        lists.add(parents.apply(node));
      }
      Payloads column = new Payloads(new byte[0], new int[size]);
      Planned part = new Planned(1, WORK, first, NODES, column, column, IntLists.of(lists));
      assertThat(decider.handle(state, new RecordPlan(1, 0, part)).rejections()).isEmpty();
    }
    assertThat(state.scheduledCount(WORK)).isEqualTo(1);
  }

  private Decision confirm(IndexSet indexes) {
    return confirm(WORK, indexes);
  }

  private Decision confirm(int step, IndexSet indexes) {
    Payloads results = new Payloads(new byte[0], new int[indexes.size()]);
    return decider.handle(
        state, new ConfirmResults(1, step, 0, indexes, List.of(), 1, results, 1, 1));
  }

  private static IndexSet scheduled(Decision decision) {
    return decision.events().get(1) instanceof TasksScheduled tasks && tasks.step() == WORK
        ? tasks.indexes()
        : IndexSet.empty();
  }
}
