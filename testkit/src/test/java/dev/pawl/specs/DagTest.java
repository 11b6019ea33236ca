package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.Plan.Node;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.run.RunStatus;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DagTest {
  @RegisterExtension
  static final SpecExtension SPECS =
      SpecExtension.of(
          new Drawn(
              "planned",
              (graph, input) ->
                  graph.task(
                      "end",
                      Sum.class,
                      graph.all(
                          graph.dag(
                              "work", AddUp.class, graph.task("plan", MakePlan.class, input))))),
          new TinyJson());

  private static final Drawn PIPELINED =
      new Drawn(
          "pipelined",
          (graph, input) -> {
            One<Plan<Integer>> plan = graph.task("plan", MakePlan.class, input);
            Many<Integer> used =
                graph.task("use", Work.class, graph.dag("work", AddUp.class, plan));
            return graph.fold("sum", Integer.class, used, 0, Integer::sum);
          });

  private static final Drawn FAILING =
      new Drawn(
          "failing",
          (graph, input) ->
              graph.fold(
                  "sum",
                  Integer.class,
                  graph
                      .dag("work", AddUp.class, graph.task("plan", MakePlan.class, input))
                      .retries(0)
                      .failRun(),
                  0,
                  Integer::sum));

  private static final Drawn ROUNDS =
      new Drawn(
          "rounds",
          (graph, input) ->
              graph.repeat(
                  "again",
                  input,
                  3,
                  value ->
                      graph.task(
                          "end",
                          Sum.class,
                          graph.all(
                              graph.dag(
                                  "work", AddUp.class, graph.task("plan", MakePlan.class, value)))),
                  value -> value > 10));

  /** A plan of a number. */
  static final class MakePlan implements TaskHandler<Integer, Plan<Integer>> {
    @Override
    public Plan<Integer> handle(Integer input, TaskContext context) {
      return new Plan<>(List.of());
    }
  }

  /** A number of a node's own and its parents' numbers. */
  static final class AddUp implements TaskHandler<NodeInput<Integer, Integer>, Integer> {
    @Override
    public Integer handle(NodeInput<Integer, Integer> input, TaskContext context) {
      return input.value() + input.parents().values().stream().mapToInt(i -> i).sum();
    }
  }

  static Node<Integer> node(String id, String... parents) {
    return new Node<>(id, 1, List.of(parents));
  }

  @SafeVarargs
  static Act plans(Node<Integer>... nodes) {
    return task("plan").returns(new Plan<>(List.of(nodes)));
  }

  /** Two ways from a to d. */
  private static Act diamond() {
    return plans(node("a"), node("b", "a"), node("c", "a"), node("d", "b", "c"));
  }

  @Test
  void nodes_without_parents_begin_when_the_plan_is_read() {
    SPECS
        .given(start(0))
        .when(plans(node("a"), node("b", "a"), node("c")))
        .then(
            task("plan").confirmed(),
            tasks("work", 0, 3).planned("a", "b after a", "c"),
            tasks("work", IndexSet.of(0, 2)).scheduled());
  }

  @Test
  @Acceptance("P03")
  void a_node_begins_with_the_last_of_its_parents() {
    SPECS
        .given(start(0), diamond(), task("work", 0).returns(1), task("work", 2).returns(2))
        .when(task("work", 1).returns(2))
        .then(task("work", 1).confirmed(), task("work", 3).scheduled());
  }

  @Test
  @Acceptance("P04")
  void a_node_waits_for_no_node_but_its_parents() {
    SPECS
        .given(start(0), plans(node("a"), node("b", "a"), node("slow")))
        .when(task("work", 0).returns(1))
        .then(task("work", 0).confirmed(), task("work", 1).scheduled(), outstanding("work", 1, 2));
  }

  @Test
  void a_parent_may_come_later_in_the_plan() {
    SPECS
        .given(start(0), plans(node("last", "first"), node("first")))
        .when(task("work", 1).returns(1))
        .then(task("work", 1).confirmed(), task("work", 0).scheduled());
  }

  @Test
  void a_parent_named_twice_counts_once() {
    SPECS
        .given(start(0))
        .when(plans(node("a"), node("b", "a", "a")))
        .then(
            task("plan").confirmed(),
            tasks("work", 0, 2).planned("a", "b after a"),
            task("work", 0).scheduled());
  }

  @Test
  void a_plan_of_no_nodes_is_complete_at_once() {
    SPECS
        .given(start(0))
        .when(plans())
        .then(
            task("plan").confirmed(),
            complete("plan"),
            plannedNone("work"),
            complete("work"),
            complete("all(work)"),
            task("end").scheduled());
  }

  @Test
  @Acceptance("P05")
  void the_last_result_completes_the_step() {
    SPECS
        .given(start(0), diamond(), task("work", 0).returns(1), tasks("work", 1, 3).returns(2, 3))
        .when(task("work", 3).returns(6))
        .then(
            task("work", 3).confirmed(),
            complete("work"),
            complete("all(work)"),
            task("end").scheduled());
  }

  @Test
  void nodes_that_become_ready_together_begin_together_in_the_order_of_the_plan() {
    SPECS
        .given(
            start(0), plans(node("a"), node("b"), node("c", "b"), node("d", "c"), node("e", "a")))
        .when(tasks("work", 0, 2).returns(1, 1))
        .then(tasks("work", 0, 2).confirmed(), tasks("work", IndexSet.of(2, 4)).scheduled());
  }

  @Test
  void what_follows_a_dag_element_by_element_is_complete_with_its_last_node() {
    SPECS
        .given(
            PIPELINED,
            start(0),
            plans(node("a"), node("b", "a")),
            task("work", 0).returns(1),
            task("use", 0).returns(1),
            task("work", 1).returns(2))
        .when(task("use", 1).returns(2))
        .then(task("use", 1).confirmed(), folded("sum", 2, 3), completedWith(3));
  }

  @Test
  void results_go_on_one_by_one_in_the_order_of_the_plan() {
    SPECS
        .given(PIPELINED, start(0), plans(node("late", "early"), node("early")))
        .when(task("work", 1).returns(1))
        .then(task("work", 1).confirmed(), task("work", 0).scheduled(), task("use", 1).scheduled());
  }

  @Test
  @Acceptance("M04")
  void a_quarantined_node_holds_up_its_descendants_alone() {
    SPECS
        .given(
            start(0), plans(node("a"), node("b", "a"), node("c", "b"), node("d"), node("e", "d")))
        .when(
            task("work", 0).fails(FailureKind.PERMANENT, "poison"),
            task("work", 3).returns(1),
            task("work", 4).returns(2))
        .then(
            task("work", 0).quarantined("poison"),
            task("work", 3).confirmed(),
            task("work", 4).scheduled(),
            task("work", 4).confirmed(),
            stalled(1));
  }

  @Test
  @Acceptance("M04")
  void a_restored_node_lets_its_descendants_go_on() {
    SPECS
        .given(
            start(0),
            plans(node("a"), node("b", "a")),
            task("work", 0).fails(FailureKind.PERMANENT, "poison"),
            task("work", 0).isRestored())
        .when(task("work", 0).attempt(2).returns(1))
        .then(
            task("work", 0).attempt(2).confirmed(),
            task("work", 1).scheduled(),
            runIs(RunStatus.RUNNING));
  }

  @Test
  void a_node_that_failed_for_the_last_time_may_end_the_run() {
    SPECS
        .given(FAILING, start(0), plans(node("a"), node("b")))
        .when(task("work", 1).fails("poison"))
        .then(task("work", 1).quarantined("poison"), task("work", 1).failedTheRun("poison"));
  }

  @Test
  @Acceptance({"P07", "P13"})
  void a_result_that_comes_again_releases_nothing() {
    SPECS
        .given(start(0), diamond(), task("work", 0).returns(1), task("work", 1).returns(1))
        .when(task("work", 1).delivery(2).returns(1))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  void nodes_that_became_ready_during_a_pause_begin_after_it() {
    SPECS
        .given(start(0), diamond(), pause(), task("work", 0).returns(1))
        .when(resume())
        .then(resumed(), tasks("work", 1, 3).scheduled());
  }

  @Test
  void nodes_that_the_log_has_as_scheduled_in_pieces_do_not_begin_again() {
    SPECS
        .given(
            start(0),
            plans(
                node("a"),
                node("b", "a"),
                node("c", "a"),
                node("d", "a"),
                node("e", "a"),
                node("f", "a")),
            pause(),
            task("work", 0).returns(1),
            recorded(new TasksScheduled(1, 2, IndexSet.of(2))),
            recorded(new TasksScheduled(1, 2, IndexSet.of(4))))
        .when(resume())
        .then(resumed(), tasks("work", IndexSet.of(1, 3, 5)).scheduled());
  }

  @Test
  void of_many_nodes_that_are_ready_those_that_are_not_scheduled_stay_ready() {
    SPECS
        .given(
            start(0),
            task("plan")
                .returns(
                    new Plan<>(
                        IntStream.range(0, 5_001)
                            .mapToObj(i -> i == 0 ? node("n0") : node("n" + i, "n0"))
                            .toList())),
            pause(),
            task("work", 0).returns(1),
            recorded(new TasksScheduled(1, 2, IndexSet.range(1, 3_000))))
        .when(resume())
        .then(resumed(), tasks("work", 3_000, 5_001).scheduled());
  }

  @Test
  void a_large_plan_is_recorded_in_parts_and_begins_when_it_is_whole() {
    SPECS
        .given(start(0))
        .when(
            task("plan")
                .returns(
                    new Plan<>(
                        IntStream.range(0, 5_000)
                            .mapToObj(i -> i == 0 ? node("n0", "n4999") : node("n" + i))
                            .toList())))
        .then(
            task("plan").confirmed(),
            tasks("work", 0, 4_096).planned(),
            tasks("work", 4_096, 5_000).planned(),
            tasks("work", 1, 5_000).scheduled());
  }

  @Test
  void each_round_of_a_repeat_has_a_plan_of_its_own() {
    SPECS
        .given(ROUNDS, start(0), plans(), task("end").returns(0))
        .when(task("plan").round(1).returns(new Plan<>(List.of(node("a"), node("b", "a")))))
        .then(
            task("plan").confirmed(),
            tasks("work", 0, 2).planned("a", "b after a"),
            task("work", 0).scheduled());
  }
}
