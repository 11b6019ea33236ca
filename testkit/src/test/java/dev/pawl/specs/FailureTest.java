package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.FailureKind;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Act TWO = task("catalog").returns(2);
  private static final Duration BACKOFF = Duration.ofSeconds(10);

  @Test
  @Acceptance("P08")
  void a_task_that_failed_is_tried_again_after_a_backoff() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).fails("disk full"))
        .then(task("forecast", 0).willBeRetriedAfter(BACKOFF), outstanding("forecast", 1));
  }

  @Test
  void a_planned_retry_is_not_issued_early() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("disk full"))
        .when(passes(BACKOFF.minusMillis(1)))
        .then(outstanding("forecast", 1));
  }

  @Test
  @Acceptance("P08")
  void a_planned_retry_is_issued_when_it_is_due() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("disk full"))
        .when(passes(BACKOFF))
        .then(task("forecast", 0).retried(), outstanding("forecast", 0, 1));
  }

  @Test
  void time_that_goes_by_begins_nothing_anew_that_waits_for_no_retry() {
    SPECS
        .given(
            start(0),
            task("catalog").returns(3),
            task("forecast", 0).timesOut(),
            task("forecast", 1).fails(FailureKind.PERMANENT, "poison"))
        .when(passes(BACKOFF.multipliedBy(10)))
        .then(outstanding("forecast", 0, 2));
  }

  @Test
  @Acceptance("P08")
  void a_retry_that_succeeds_counts_like_any_success() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("disk full"), passes(BACKOFF))
        .when(task("forecast", 0).attempt(2).returns(7))
        .then(task("forecast", 0).attempt(2).confirmed());
  }

  @Test
  void each_further_backoff_is_twice_as_long() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("disk full"), passes(BACKOFF))
        .when(task("forecast", 0).attempt(2).fails("disk full"))
        .then(task("forecast", 0).willBeRetriedAfter(Duration.ofSeconds(20)));
  }

  @Test
  void no_backoff_is_longer_than_a_minute() {
    SPECS
        .given(
            Drawn.forecast(task -> task.retries(9).backoff(Duration.ofSeconds(45))),
            start(0),
            TWO,
            task("forecast", 0).fails("x"),
            passes(BACKOFF.multipliedBy(5)))
        .when(task("forecast", 0).attempt(2).fails("x"))
        .then(task("forecast", 0).willBeRetriedAfter(TaskPolicy.LONGEST_BACKOFF));
  }

  @Test
  void a_backoff_of_nothing_is_due_at_once() {
    SPECS
        .given(Drawn.forecast(task -> task.backoff(Duration.ZERO)), start(0), TWO)
        .when(task("forecast", 0).fails("x"), passes(Duration.ZERO))
        .then(task("forecast", 0).willBeRetriedAfter(Duration.ZERO), task("forecast", 0).retried());
  }

  @Test
  @Acceptance("M04")
  void a_task_that_failed_for_the_last_time_is_quarantined() {
    SPECS
        .given(
            start(0),
            TWO,
            task("forecast", 0).fails("x"),
            passes(BACKOFF),
            task("forecast", 0).attempt(2).fails("y"),
            passes(BACKOFF.multipliedBy(2)))
        .when(task("forecast", 0).attempt(3).fails("z"))
        .then(
            task("forecast", 0).quarantined("z"),
            runIs(RunStatus.RUNNING),
            outstanding("forecast", 1));
  }

  @Test
  @Acceptance("M04")
  void what_would_fail_again_in_the_same_way_is_quarantined_at_once() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).fails(FailureKind.PERMANENT, "no such column"))
        .then(task("forecast", 0).quarantined("no such column"));
  }

  @Test
  void a_task_whose_worker_died_begins_anew_at_once() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).fails(FailureKind.LOST, "worker gone"))
        .then(task("forecast", 0).attempt(2).reissued(), outstanding("forecast", 0, 1));
  }

  @Test
  @Acceptance({"T03", "T05"})
  void a_task_that_ran_too_long_is_reissued() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).timesOut())
        .then(task("forecast", 0).attempt(2).reissued());
  }

  @Test
  @Acceptance("T05")
  void a_task_is_reissued_only_up_to_its_policy() {
    SPECS
        .given(
            start(0),
            TWO,
            task("forecast", 0).timesOut(),
            task("forecast", 0).attempt(2).timesOut())
        .when(task("forecast", 0).attempt(3).timesOut())
        .then(task("forecast", 0).quarantined("no result within the timeout"));
  }

  @Test
  @Acceptance("T04")
  void a_timeout_of_a_confirmed_task_has_no_effect() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).returns(1))
        .when(task("forecast", 0).timesOut())
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance("T04")
  void a_timeout_of_an_earlier_attempt_has_no_effect() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).timesOut())
        .when(task("forecast", 0).timesOut())
        .then(refused(Reason.STALE), outstanding("forecast", 0, 1));
  }

  @Test
  @Acceptance("T04")
  void a_timeout_of_a_task_that_waits_for_its_retry_has_no_effect() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("x"))
        .when(task("forecast", 0).timesOut())
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P07")
  void a_failure_reported_twice_counts_once() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("x"))
        .when(task("forecast", 0).fails("x"))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_failure_of_an_earlier_attempt_is_stale() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).timesOut())
        .when(task("forecast", 0).fails("x"))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_failure_after_a_success_has_no_effect() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).returns(1))
        .when(task("forecast", 0).fails("x"))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance("P14")
  void a_failure_of_a_task_that_is_not_there_is_refused() {
    SPECS
        .given(start(0), TWO)
        .when(
            task("forecast", 2).fails("x"),
            fails(99, 0),
            fails(6, 0),
            fails(-1, 0),
            fails(3, -1),
            act(
                "task 3[-1] seems to take too long",
                time -> new RunCommand.TryTimeout(time, 3, 0, -1, 1)))
        .then(
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK),
            refused(Reason.UNKNOWN_TASK));
  }

  /** The process has the steps 0 to 5. */
  private static Act fails(int step, int index) {
    return act(
        "task " + step + "[" + index + "] fails",
        time -> new RunCommand.ReportFailure(time, step, 0, index, 1, 1, FailureKind.ERROR, "x"));
  }

  @Test
  @Acceptance("T06")
  void a_step_may_end_the_run_when_a_task_failed_for_the_last_time() {
    SPECS
        .given(Drawn.forecast(task -> task.retries(0).failRun()), start(0), TWO)
        .when(task("forecast", 0).timesOut())
        .then(
            task("forecast", 0).quarantined("no result within the timeout"),
            task("forecast", 0).failedTheRun("no result within the timeout"),
            runIs(RunStatus.FAILED));
  }

  @Test
  @Acceptance("T06")
  void a_failed_run_schedules_nothing_more_and_ignores_what_comes_late() {
    SPECS
        .given(
            Drawn.forecast(task -> task.retries(0).failRun()),
            start(0),
            TWO,
            task("forecast", 0).fails("x"))
        .when(
            task("forecast", 1).returns(1),
            task("forecast", 0).returns(1),
            retry(),
            passes(BACKOFF))
        .then(
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER));
  }

  @Test
  void the_text_of_an_error_is_cut_where_it_is_long() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).fails(FailureKind.PERMANENT, "x".repeat(4_001)))
        .then(task("forecast", 0).quarantined("x".repeat(4_000) + "…"));
  }

  @Test
  void the_text_of_an_error_of_4000_characters_is_kept_whole() {
    SPECS
        .given(start(0), TWO)
        .when(task("forecast", 0).fails(FailureKind.PERMANENT, "x".repeat(4_000)))
        .then(task("forecast", 0).quarantined("x".repeat(4_000)));
  }
}
