package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.Expectation;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepeatTest {
  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(simple(3), new TinyJson());

  private static Drawn simple(int max) {
    return new Drawn(
        "refine",
        (graph, input) ->
            graph.repeat(
                "refine",
                input,
                max,
                value ->
                    graph.task("step", Work.class, value).retries(1).backoff(Duration.ofSeconds(5)),
                value -> value >= 10));
  }

  /** Elements and a value from outside, and a task that one branch alone needs. */
  private static final Drawn OUTSIDE =
      new Drawn(
          "outside",
          (graph, input) -> {
            Many<Integer> items =
                graph.task("prepare", Work.class, Drawn.numbers(graph, "items", input));
            return graph.repeat(
                "refine",
                input,
                9,
                value -> {
                  Many<Integer> pairs =
                      graph.combine("pair", Integer.class, items, value, (a, b) -> a + b);
                  One<Integer> spare = graph.task("spare", Work.class, value);
                  One<Integer> sum =
                      graph.task(
                          "sum", Sum.class, graph.all(graph.task("each", Work.class, pairs)));
                  return graph.when(
                      "careful",
                      sum,
                      v -> v > 100,
                      v -> graph.combine("both", Integer.class, v, spare, Integer::sum),
                      v -> v);
                },
                value -> value > 50);
          });

  private static final Drawn NESTED =
      new Drawn(
          "nested",
          (graph, input) ->
              graph.repeat(
                  "outer",
                  input,
                  3,
                  value ->
                      graph.repeat(
                          "inner", value, 2, v -> graph.task("step", Work.class, v), v -> v > 5),
                  value -> value > 20));

  /** An inner repeat that begins with what a task made. */
  private static final Drawn PREPARED =
      new Drawn(
          "prepared",
          (graph, input) ->
              graph.repeat(
                  "outer",
                  input,
                  3,
                  value ->
                      graph.repeat(
                          "inner",
                          graph.task("prepare", Work.class, value),
                          2,
                          v -> graph.task("step", Work.class, v),
                          v -> v > 5),
                  value -> value > 20));

  private static final Drawn FOLDED =
      new Drawn(
          "folded",
          (graph, input) ->
              graph.repeat(
                  "grow",
                  input,
                  5,
                  value ->
                      graph.fold(
                          "sum",
                          Integer.class,
                          Drawn.numbers(graph, "items", value),
                          1,
                          Integer::sum),
                  value -> value > 20));

  @Test
  void the_first_round_begins_with_the_value_of_the_source() {
    SPECS.given().when(start(5)).then(started(), task("step").scheduled());
  }

  @Test
  void a_result_that_is_not_enough_begins_the_next_round() {
    SPECS
        .given(start(5))
        .when(task("step").returns(7))
        .then(task("step").confirmed(), roundBegan("refine", 1, 7), task("step").scheduled());
  }

  @Test
  void a_result_that_is_enough_is_the_value() {
    SPECS
        .given(start(5), task("step").returns(7))
        .when(task("step").round(1).returns(12))
        .then(task("step").confirmed(), roundsEnded("refine", 1), completedWith(12));
  }

  @Test
  void after_the_last_round_nobody_is_asked() {
    SPECS
        .given(start(5), task("step").returns(6), task("step").round(1).returns(7))
        .when(task("step").round(2).returns(8))
        .then(task("step").confirmed(), completedWith(8));
  }

  @Test
  void a_single_round_asks_nobody() {
    SPECS
        .given(simple(1), start(5))
        .when(task("step").returns(6))
        .then(task("step").confirmed(), completedWith(6));
  }

  @Test
  @Acceptance({"P07", "P15"})
  void a_result_of_a_round_that_is_over_is_stale() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(task("step").returns(6), task("step").delivery(2).returns(20))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  @Acceptance("T04")
  void a_failure_a_timeout_and_a_return_of_a_round_that_is_over_are_stale() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(
            task("step").fails("late"),
            task("step").fails(FailureKind.PERMANENT, "late"),
            task("step").timesOut(),
            task("step").isGivenBack(true))
        .then(
            refused(Reason.STALE),
            refused(Reason.STALE),
            refused(Reason.STALE),
            refused(Reason.STALE));
  }

  @Test
  @Acceptance("P14")
  void a_result_of_a_round_that_has_not_begun_is_of_an_unknown_task() {
    SPECS
        .given(start(5))
        .when(task("step").round(1).returns(6), task("step").round(1).fails("early"))
        .then(refused(Reason.UNKNOWN_TASK), refused(Reason.UNKNOWN_TASK));
  }

  @Test
  void an_answer_of_the_predicate_counts_once_and_for_its_round_alone() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(predicate(0, false, "6"), predicate(1, true, "6"))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  void a_function_that_misbehaved_in_a_round_that_is_over_parks_nothing() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(
            act("a predicate loops in round 0", time -> new RunCommand.Park(time, 3, 0, "loops")),
            act("a predicate loops in round 1", time -> new RunCommand.Park(time, 3, 1, "loops")))
        .then(parked("refine", "loops"), refused(Reason.STALE));
  }

  @Test
  @Acceptance({"P08", "M04"})
  void attempts_and_quarantine_begin_anew_with_each_round() {
    SPECS
        .given(
            start(5),
            task("step").fails("weather"),
            passes(Duration.ofSeconds(5)),
            task("step").attempt(2).returns(6))
        .when(
            task("step").round(1).fails("weather"),
            passes(Duration.ofSeconds(5)),
            task("step").round(1).attempt(2).fails("weather"))
        .then(
            task("step").willBeRetriedAfter(Duration.ofSeconds(5)),
            task("step").retried(),
            task("step").quarantined("weather"),
            stalled(1));
  }

  @Test
  void a_round_that_stalled_goes_on_when_its_task_is_restored() {
    SPECS
        .given(
            start(5),
            task("step").returns(6),
            task("step").round(1).fails(FailureKind.PERMANENT, "poison"))
        .when(task("step").isRestored(), task("step").round(1).attempt(2).returns(11))
        .then(
            task("step").leavesQuarantine(),
            task("step").attempt(2).confirmed(),
            roundsEnded("refine", 1),
            completedWith(11));
  }

  @Test
  void a_round_that_is_over_while_the_run_is_paused_is_followed_when_it_goes_on() {
    SPECS
        .given(start(5), pause(), task("step").returns(6))
        .when(resume())
        .then(resumed(), roundBegan("refine", 1, 6), task("step").scheduled());
  }

  @Test
  void values_and_elements_from_outside_are_there_in_each_round() {
    SPECS
        .given(
            OUTSIDE,
            start(2),
            tasks("prepare", 0, 2).returns(1, 2),
            task("spare").returns(0),
            tasks("each", 0, 2).returns(3, 4))
        .when(task("sum").returns(7))
        .then(
            task("sum").confirmed(),
            decided("careful", false),
            roundBegan("refine", 1, 7),
            task("spare").scheduled(),
            tasks("pair", 0, 2).made(8, 9),
            tasks("each", 0, 2).scheduled());
  }

  @Test
  @Acceptance("P15")
  void what_a_round_did_not_need_is_given_up_when_it_is_over() {
    SPECS
        .given(
            OUTSIDE,
            start(1),
            task("prepare", 0).returns(1),
            task("each", 0).returns(3),
            task("spare").fails(FailureKind.PERMANENT, "poison"))
        .when(task("sum").returns(7), task("spare").returns(1), task("spare").isRestored())
        .then(
            task("sum").confirmed(),
            decided("careful", false),
            roundBegan("refine", 1, 7),
            task("spare").scheduled(),
            task("pair", 0).made(8),
            task("each", 0).scheduled(),
            refused(Reason.STALE),
            refused(Reason.UNKNOWN_TASK),
            outstanding("spare", 0));
  }

  @Test
  void elements_that_come_from_outside_later_go_on_in_the_round_that_they_meet() {
    SPECS
        .given(OUTSIDE, start(2), task("prepare", 1).returns(2), task("spare").returns(0))
        .when(task("prepare", 0).returns(1))
        .then(task("prepare", 0).confirmed(), task("pair", 0).made(3), task("each", 0).scheduled());
  }

  @Test
  void an_inner_repeat_begins_anew_with_each_outer_round() {
    SPECS
        .given(NESTED, start(1), task("step").returns(2))
        .when(
            task("step").round(1).returns(3),
            task("step").round(2).returns(4),
            task("step").round(3).returns(5))
        .then(
            task("step").confirmed(),
            roundBegan("outer", 1, 3),
            task("step").scheduled(),
            task("step").confirmed(),
            roundBegan("inner", 3, 4),
            task("step").scheduled(),
            task("step").confirmed(),
            roundBegan("outer", 2, 5),
            task("step").scheduled());
  }

  @Test
  void rounds_of_functions_alone_go_on_without_a_task() {
    SPECS
        .given(FOLDED)
        .when(start(4))
        .then(
            started(),
            tasks("items", 0, 4).made(0, 1, 2, 3),
            folded("sum", 4, 7),
            roundBegan("grow", 1, 7),
            tasks("items", 0, 7).made(0, 1, 2, 3, 4, 5, 6),
            folded("sum", 7, 22),
            roundsEnded("grow", 1),
            completedWith(22));
  }

  @Test
  void a_run_is_running_while_the_predicate_is_asked() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(task("step").round(1).returns(7))
        .then(
            task("step").confirmed(),
            roundBegan("refine", 2, 7),
            task("step").scheduled(),
            runIs(RunStatus.RUNNING));
  }

  @Test
  void an_inner_repeat_waits_in_each_outer_round_for_the_value_that_it_begins_with() {
    SPECS
        .given(PREPARED, start(1), task("prepare").returns(2))
        .when(task("step").returns(6), task("prepare").round(1).returns(7))
        .then(
            task("step").confirmed(),
            roundsEnded("inner", 0),
            roundBegan("outer", 1, 6),
            task("prepare").scheduled(),
            task("prepare").confirmed(),
            task("step").scheduled());
  }

  @Test
  void a_round_has_the_value_that_it_begins_with_from_its_first_event_on() {
    SPECS
        .given(start(5))
        .when(task("step").returns(7))
        .then(
            task("step").confirmed(),
            complete("step"),
            roundBegan("refine", 1, 7),
            task("step").scheduled());
  }

  @Test
  void of_the_answers_of_functions_only_that_of_the_predicate_begins_a_round() {
    SPECS
        .givenSilentFunctions(start(5), task("step").returns(6))
        .when(
            act("a choice is made", time -> new RunCommand.RecordChoice(time, 3, 0, true)),
            predicate(1, false, "6"),
            predicate(0, false, "6"))
        .then(
            roundBegan("refine", 1, 6),
            task("step").scheduled(),
            refused(Reason.STALE),
            refused(Reason.STALE));
  }

  private static Act predicate(int round, boolean enough, String result) {
    return act(
        "the predicate says of round " + round + (enough ? " enough" : " that it is not enough"),
        time ->
            new RunCommand.RecordRound(
                time, 3, round, enough, result.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_retry_of_a_task_of_a_round_that_is_over_is_planned_no_more() {
    SPECS
        .given(
            OUTSIDE,
            start(1),
            task("prepare", 0).returns(1),
            task("each", 0).returns(3),
            task("spare").fails("weather"))
        .when(task("sum").returns(7))
        .then(
            task("sum").confirmed(),
            decided("careful", false),
            roundBegan("refine", 1, 7),
            task("spare").scheduled(),
            task("pair", 0).made(8),
            task("each", 0).scheduled(),
            new Expectation.Condition(
                _ -> "no retry is planned", (ledger, _) -> ledger.nextRetryAt() == Long.MAX_VALUE));
  }

  @Test
  void what_an_earlier_round_left_undone_keeps_no_later_one_from_stalling() {
    SPECS
        .given(
            OUTSIDE,
            start(1),
            task("prepare", 0).returns(1),
            task("each", 0).returns(3),
            task("sum").returns(7),
            task("spare").round(1).fails(FailureKind.PERMANENT, "poison"))
        .when(task("each", 0).round(1).fails(FailureKind.PERMANENT, "poison"))
        .then(task("each", 0).quarantined("poison"), stalled(2));
  }

  @Test
  void tasks_that_were_sent_in_a_round_that_is_over_are_not_on_record_as_sent() {
    SPECS
        .given(start(5), task("step").returns(6))
        .when(dispatched(0), dispatched(1))
        .then(new Expectation.Fact(_ -> "step dispatched to tasks"), refused(Reason.STALE));
  }

  private static Act dispatched(int round) {
    return act(
        "step is sent in round " + round,
        time -> new RunCommand.MarkDispatched(time, 2, round, IndexSet.of(0), "tasks"));
  }
}
