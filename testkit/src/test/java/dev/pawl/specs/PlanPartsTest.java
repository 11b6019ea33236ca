package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.IndexSet;
import dev.pawl.run.IntLists;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent.Planned;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.Functions;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans that are recorded part by part, and which answers of their reader count. */
class PlanPartsTest {
  private static final int WORK = 3;

  /** Steps: 0 input, 1 the value of a round, 2 plan, 3 work, 4 sum, 5 again. */
  private static final Drawn ROUNDS =
      new Drawn(
          "rounds",
          (graph, input) ->
              graph.repeat(
                  "again",
                  input,
                  3,
                  value ->
                      graph.fold(
                          "sum",
                          Integer.class,
                          graph.dag(
                              "work",
                              DagTest.AddUp.class,
                              graph.task("plan", DagTest.MakePlan.class, value)),
                          0,
                          Integer::sum),
                  value -> value > 10));

  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(ROUNDS, new TinyJson());

  private static final Act PLAN = task("plan").returns(new Plan<Integer>(List.of()));

  private static Act part(int first, int total, int[]... parents) {
    return part(0, first, total, parents);
  }

  private static Act part(int round, int first, int total, int[]... parents) {
    return act(
        "nodes " + first + " to " + (first + parents.length - 1) + " of " + total + " are read",
        time -> new RunCommand.RecordPlan(time, round, planned(first, total, parents)));
  }

  /** Nodes by their parents. */
  private static Planned planned(int first, int total, int[]... parents) {
    Payloads ids =
        Payloads.ofText(
            IntStream.range(first, first + parents.length)
                .mapToObj(i -> "\"n" + i + "\"")
                .toArray(String[]::new));
    return new Planned(1, WORK, first, total, ids, ids, IntLists.of(Arrays.asList(parents)));
  }

  private static int[] after(int... parents) {
    return parents;
  }

  @Test
  void nodes_wait_for_the_last_part_of_their_plan() {
    SPECS
        .givenSilentFunctions(start(0), PLAN)
        .when(part(0, 3, after(), after(0)), part(2, 3, after()))
        .then(
            tasks("work", 0, 2).planned("n0", "n1 after n0"),
            task("work", 2).planned("n2"),
            tasks("work", IndexSet.of(0, 2)).scheduled());
  }

  @Test
  void a_part_may_have_any_number_of_nodes() {
    int[][] many = new int[10_000][];
    Arrays.fill(many, after(0));
    SPECS
        .givenSilentFunctions(start(0), PLAN, part(0, 10_001, after()), part(1, 10_001, many))
        .when(task("work", 0).returns(1))
        .then(task("work", 0).confirmed(), tasks("work", 1, 10_001).scheduled());
  }

  @Test
  @Acceptance("P07")
  void a_part_that_is_read_twice_counts_once() {
    SPECS
        .givenSilentFunctions(start(0), PLAN, part(0, 3, after(), after(0)))
        .when(part(0, 3, after(), after(0)))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_part_of_a_plan_of_another_length_does_not_count() {
    SPECS
        .givenSilentFunctions(start(0), PLAN, part(0, 3, after(), after(0)))
        .when(part(2, 4, after(), after()))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_plan_of_which_a_part_is_recorded_is_not_refused_any_more() {
    SPECS
        .givenSilentFunctions(start(0), PLAN, part(0, 3, after(), after(0)))
        .when(
            act(
                "the plan is refused",
                time -> new RunCommand.RefusePlan(time, WORK, 0, "should be shorter")))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_plan_that_was_read_in_another_round_does_not_count() {
    SPECS
        .givenSilentFunctions(start(0), PLAN)
        .when(part(1, 0, 1, after()))
        .then(refused(Reason.STALE));
  }

  @Test
  void each_node_is_in_the_event_that_its_position_names_until_its_round_is_over() {
    Bench bench = new Bench(ProcessGraph.of(ROUNDS), new TinyJson(), Functions.silent());
    play(bench, start(0), PLAN);
    assertThat(bench.ledger().planWidth(WORK)).isZero();
    assertThat(bench.ledger().planPosition(WORK, 0)).isZero();

    play(bench, part(0, 3, after(), after(0)), part(2, 3, after()));

    assertThat(bench.ledger().planWidth(WORK)).isEqualTo(3);
    for (int node = 0; node < 3; node++) {
      Planned part = (Planned) bench.log().get((int) bench.ledger().planPosition(WORK, node) - 1);
      assertThat(node).isBetween(part.first(), part.first() + part.ids().size() - 1);
    }

    play(bench, task("work", 0).returns(1), tasks("work", 1, 3).returns(1, 1), sum(), notEnough());

    assertThat(bench.ledger().round(WORK)).isEqualTo(1);
    assertThat(bench.ledger().planWidth(WORK)).isZero();
    assertThat(bench.ledger().planPosition(WORK, 0)).isZero();
  }

  private static void play(Bench bench, Act... acts) {
    for (Act act : acts) {
      act.play().accept(bench, bench.words());
    }
  }

  private static Act sum() {
    return act("sum answers", t -> new RunCommand.RecordFold(t, 4, 0, 0, 3, new byte[] {'3'}));
  }

  private static Act notEnough() {
    return act(
        "the predicate answers", t -> new RunCommand.RecordRound(t, 5, 0, false, new byte[] {'3'}));
  }

  @Test
  void what_is_no_part_of_a_plan_is_refused() {
    assertThat(planned(2, 4, after(3), after()).first()).isEqualTo(2);
    assertThatThrownBy(() -> planned(2, 3, after(), after()))
        .hasMessageContaining("within the 3 of the plan, found 2 from 2 on");
    assertThatThrownBy(() -> planned(0, 3)).hasMessageContaining("found 0 from 0 on");
    assertThatThrownBy(() -> planned(0, 2, after(), after(2)))
        .hasMessageContaining("one of 2 nodes, found 2");
  }
}
