package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfirmationTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Act THREE = task("catalog").returns(3);

  /** A batch of results of the forecasts (step 3), each of its own attempt. */
  private static Act results(IndexSet indexes, List<Integer> attempts, String... values) {
    return act(
        "forecast[" + indexes + "] return at attempts " + attempts,
        time ->
            new RunCommand.ConfirmResults(
                time, 3, 0, indexes, attempts, 1, Payloads.ofText(values), 10, 10));
  }

  @Test
  @Acceptance({"P13", "P07"})
  void a_duplicate_confirmation_appends_nothing() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).returns(7))
        .when(task("forecast", 1).returns(7))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance({"P13", "P06"})
  void of_several_executions_the_first_confirmed_is_kept() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).delivery(1).returns(7))
        .when(task("forecast", 1).delivery(2).returns(8))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance("P14")
  void a_confirmation_for_a_task_that_was_not_scheduled_is_refused() {
    SPECS
        .given(start(0), THREE)
        .when(task("forecast", 3).returns(7))
        .then(refused(Reason.UNKNOWN_TASK));
  }

  @Test
  @Acceptance("P14")
  void a_confirmation_for_a_step_that_is_not_there_is_refused() {
    SPECS
        .given(start(0))
        .when(oneReturns(-1), oneReturns(6), oneReturns(99))
        .then(
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK));
  }

  /** The process has the steps 0 to 5. */
  private static Act oneReturns(int step) {
    return act(
        "task " + step + "[0] returns",
        time ->
            new RunCommand.ConfirmResults(
                time, step, 0, IndexSet.of(0), List.of(), 1, Payloads.ofText("1"), 1, 1));
  }

  @Test
  @Acceptance("P14")
  void a_confirmation_of_an_attempt_that_was_never_made_is_refused() {
    SPECS
        .given(start(0), THREE)
        .when(task("forecast", 1).attempt(2).returns(7), results(IndexSet.of(1), List.of(0), "7"))
        .then(refused(Reason.UNKNOWN_TASK), refused(Reason.UNKNOWN_TASK));
  }

  @Test
  @Acceptance("P14")
  void a_confirmation_of_a_value_that_no_worker_makes_is_refused() {
    SPECS
        .given(start(0), THREE)
        .when(task("shards", 0).returns(7))
        .then(refused(Reason.UNKNOWN_TASK));
  }

  @Test
  @Acceptance("P15")
  void a_late_confirmation_after_a_reissue_counts() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).timesOut())
        .when(task("forecast", 1).attempt(1).returns(7))
        .then(task("forecast", 1).attempt(1).confirmed());
  }

  @Test
  @Acceptance("P15")
  void a_late_confirmation_after_a_reissue_counts_once() {
    SPECS
        .given(
            start(0),
            THREE,
            task("forecast", 1).timesOut(),
            task("forecast", 1).attempt(1).returns(7))
        .when(task("forecast", 1).attempt(2).returns(8), task("forecast", 1).attempt(1).returns(7))
        .then(refused(Reason.DUPLICATE), refused(Reason.DUPLICATE));
  }

  @Test
  void a_result_that_comes_before_the_planned_retry_makes_the_retry_needless() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).fails("disk full"))
        .when(task("forecast", 1).returns(7), passes(Duration.ofMinutes(1)))
        .then(task("forecast", 1).confirmed());
  }

  @Test
  @Acceptance("P07")
  void of_a_batch_only_what_is_new_counts() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).returns(7))
        .when(tasks("forecast", 0, 4).returns(6, 7, 8, 9))
        .then(
            tasks("forecast", IndexSet.of(0, 2)).confirmed(),
            task("report").scheduled(),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.DUPLICATE));
  }

  @Test
  void the_values_of_a_batch_that_counts_in_part_stay_with_their_tasks() {
    Drawn digits =
        new Drawn(
            "digits",
            (graph, input) ->
                graph.fold(
                    "digits",
                    Integer.class,
                    graph.task("work", Drawn.Work.class, Drawn.numbers(graph, "items", input)),
                    0,
                    (sum, item) -> 10 * sum + item));
    SPECS
        .given(digits, start(4), task("work", 1).returns(7))
        .when(tasks("work", 0, 4).returns(1, 2, 3, 4))
        .then(
            tasks("work", IndexSet.of(0, 2, 3)).confirmed(),
            folded("digits", 4, 1734),
            completedWith(1734),
            refused(Reason.DUPLICATE));
  }

  @Test
  void a_batch_keeps_the_attempt_of_each_of_its_tasks() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).timesOut())
        .when(results(IndexSet.of(0, 1), List.of(1, 2), "6", "7"))
        .then(
            new dev.pawl.testkit.specs.Expectation.Fact(
                _ -> "forecast[0-1] confirmed at attempts [1, 2]"));
  }

  @Test
  void a_batch_that_counts_in_part_keeps_the_attempts_of_what_counts() {
    SPECS
        .given(start(0), THREE, task("forecast", 1).timesOut(), task("forecast", 0).returns(5))
        .when(results(IndexSet.range(0, 3), List.of(1, 2, 1), "6", "7", "8"))
        .then(
            new dev.pawl.testkit.specs.Expectation.Fact(
                _ -> "forecast[1-2] confirmed at attempts [2, 1]"),
            task("report").scheduled(),
            refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance("P13")
  void a_duplicate_of_a_whole_batch_is_refused_as_one() {
    SPECS
        .given(start(0), THREE, tasks("forecast", 0, 2).returns(6, 7))
        .when(tasks("forecast", 0, 2).returns(6, 7))
        .then(refused(Reason.DUPLICATE, 2));
  }

  @Test
  void what_a_worker_gives_back_is_recorded_and_charges_no_attempt() {
    SPECS
        .given(start(0), THREE)
        .when(tasks("forecast", 0, 2).isGivenBack(true), task("forecast", 0).returns(1))
        .then(tasks("forecast", 0, 2).givenBack(true), task("forecast", 0).confirmed());
  }

  @Test
  void what_is_given_back_late_is_refused() {
    SPECS
        .given(
            start(0),
            THREE,
            task("forecast", 0).returns(1),
            task("forecast", 1).fails(FailureKind.LOST, "worker gone"))
        .when(tasks("forecast", 0, 3).isGivenBack(false))
        .then(task("forecast", 2).givenBack(false), refused(Reason.STALE, 2));
  }

  @Test
  void what_is_given_back_though_no_worker_had_it_is_refused() {
    SPECS
        .given(start(0), THREE)
        .when(task("input").isGivenBack(false), tasks("forecast", 2, 5).isGivenBack(false))
        .then(
            task("forecast", 2).givenBack(false), refused(Reason.STALE), refused(Reason.STALE, 2));
  }

  @Test
  @Acceptance("P14")
  void what_is_given_back_for_a_step_that_is_not_there_is_refused() {
    SPECS
        .given(start(0), THREE)
        .when(twoAreGivenBack(-1), twoAreGivenBack(6))
        .then(refused(Reason.UNKNOWN_TASK, 2), refused(Reason.UNKNOWN_TASK, 2));
  }

  private static Act twoAreGivenBack(int step) {
    return act(
        "tasks " + step + "[0-1] are given back",
        time -> new RunCommand.ReturnTasks(time, step, 0, IndexSet.range(0, 2), List.of(), false));
  }
}
