package dev.pawl.specs;

import static dev.pawl.specs.DagTest.node;
import static dev.pawl.specs.DagTest.plans;
import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.ManyTask;
import dev.pawl.graph.Plan;
import dev.pawl.graph.Plan.Node;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans that cannot be carried out: what is told of them, and where the bounds are. */
class PlanCheckTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(dag(task -> task), new TinyJson());

  private static Drawn dag(UnaryOperator<ManyTask<Integer>> settings) {
    return new Drawn(
        "planned",
        (graph, input) ->
            graph.fold(
                "sum",
                Integer.class,
                settings.apply(
                    graph.dag(
                        "work",
                        DagTest.AddUp.class,
                        graph.task("plan", DagTest.MakePlan.class, input))),
                0,
                Integer::sum));
  }

  @Test
  void a_cycle_ends_the_run_and_is_told_as_a_path() {
    SPECS
        .given(start(0))
        .when(plans(node("a", "c"), node("b", "a"), node("c", "b"), node("d", "c"), node("e")))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have no cycle, found a -> b -> c -> a"));
  }

  @Test
  void a_node_that_waits_for_itself_is_a_cycle() {
    SPECS
        .given(start(0))
        .when(plans(node("z"), node("a", "z", "a")))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun("the plan of dag 'work' should have no cycle, found a -> a"));
  }

  @Test
  void a_long_cycle_is_told_in_part() {
    SPECS
        .given(start(0))
        .when(ring(50))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have no cycle, found n0 -> n1 -> n2 -> n3 -> n4"
                        + " -> n5 -> n6 -> n7 -> n8 -> n9 -> … 40 more -> n0"));
  }

  @Test
  void a_cycle_of_ten_nodes_is_told_as_a_whole() {
    SPECS
        .given(start(0))
        .when(ring(10))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have no cycle, found n0 -> n1 -> n2 -> n3 -> n4"
                        + " -> n5 -> n6 -> n7 -> n8 -> n9 -> n0"));
  }

  /** Each node waits for the one before, and the first for the last. */
  private static Act ring(int nodes) {
    return task("plan")
        .returns(
            new Plan<>(
                IntStream.range(0, nodes)
                    .mapToObj(i -> node("n" + i, "n" + (i + nodes - 1) % nodes))
                    .toList()));
  }

  @Test
  void a_parent_that_is_not_there_ends_the_run_and_is_named() {
    SPECS
        .given(start(0))
        .when(plans(node("a", "x"), node("b", "a", "y")))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have each parent that it names, found 'x' of"
                        + " node 'a', 'y' of node 'b'"));
  }

  @Test
  void an_id_that_is_there_twice_ends_the_run_and_is_named() {
    SPECS
        .given(start(0))
        .when(plans(node("a"), node("b"), node("a"), node("b"), node("a")))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have each id once, found 'a' 3 times, 'b' 2"
                        + " times"));
  }

  @Test
  void of_ids_that_are_there_twice_ten_are_named_and_the_others_counted() {
    SPECS
        .given(start(0))
        .when(twice(10))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun("the plan of dag 'work' should have each id once, found " + ten()));
    SPECS
        .given(start(0))
        .when(twice(12))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have each id once, found "
                        + ten()
                        + " and 2 more"));
  }

  private static Act twice(int ids) {
    return task("plan")
        .returns(new Plan<>(IntStream.range(0, 2 * ids).mapToObj(i -> node("n" + i / 2)).toList()));
  }

  private static String ten() {
    return IntStream.range(0, 10)
        .mapToObj(i -> "'n" + i + "' 2 times")
        .collect(Collectors.joining(", "));
  }

  @Test
  void a_node_may_have_as_many_results_as_fit_a_message() {
    SPECS
        .given(dag(task -> task.resultLimit(64 << 10)), start(0))
        .when(
            task("plan")
                .returns(
                    new Plan<>(
                        IntStream.rangeClosed(0, 1_024)
                            .mapToObj(i ->
                                new Node<>(
                                    "n" + i,
                                    1,
                                    IntStream.range(0, i < 1_024 ? 0 : i)
                                        .mapToObj(n -> "n" + n)
                                        .toList()))
                            .toList())))
        .then(
            task("plan").confirmed(),
            tasks("work", 0, 1_025).planned(),
            tasks("work", 0, 1_024).scheduled());
  }

  @Test
  void a_node_with_more_results_than_fit_a_message_ends_the_run() {
    SPECS
        .given(start(0))
        .when(
            task("plan")
                .returns(
                    new Plan<>(
                        IntStream.rangeClosed(0, 16_385)
                            .mapToObj(i ->
                                i < 16_385
                                    ? node("n" + i)
                                    : node(
                                        "end",
                                        IntStream.range(0, i)
                                            .mapToObj(n -> "n" + n)
                                            .toArray(String[]::new)))
                            .toList())))
        .then(
            task("plan").confirmed(),
            task("work", 0)
                .failedTheRun(
                    "the plan of dag 'work' should have at most 16384 parents for a node (64 MiB by"
                        + " the step's resultLimit), found 16385 of node 'end'"));
  }

  @Test
  @Acceptance("T06")
  void after_a_plan_that_failed_nothing_is_scheduled() {
    SPECS
        .given(start(0), plans(node("a", "a")))
        .when(task("work", 0).returns(1))
        .then(refused(Reason.RUN_OVER), runIs(RunStatus.FAILED));
  }
}
