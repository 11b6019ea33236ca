package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuarantineTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Act TWO = task("catalog").returns(2);

  private static Act poison(int index) {
    return task("forecast", index).fails(FailureKind.PERMANENT, "poison");
  }

  @Test
  @Acceptance("M04")
  void a_quarantined_task_holds_up_nothing_that_does_not_depend_on_it() {
    SPECS
        .given(start(0), TWO, poison(0))
        .when(task("forecast", 1).returns(1))
        .then(task("forecast", 1).confirmed(), stalled(1));
  }

  @Test
  void a_run_with_only_quarantined_tasks_left_is_stalled() {
    SPECS
        .given(start(0), TWO, task("forecast", 1).returns(1))
        .when(poison(0))
        .then(task("forecast", 0).quarantined("poison"), stalled(1), runIs(RunStatus.STALLED));
  }

  @Test
  void a_run_that_waits_for_a_retry_is_not_stalled() {
    SPECS
        .given(start(0), TWO, task("forecast", 1).fails("x"))
        .when(poison(0))
        .then(task("forecast", 0).quarantined("poison"), runIs(RunStatus.RUNNING));
  }

  @Test
  @Acceptance("M04")
  void a_restored_task_begins_anew_and_reopens_the_run() {
    SPECS
        .given(start(0), TWO, task("forecast", 1).returns(1), poison(0))
        .when(task("forecast", 0).isRestored())
        .then(
            task("forecast", 0).leavesQuarantine(),
            runIs(RunStatus.RUNNING),
            outstanding("forecast", 0));
  }

  @Test
  void a_restored_task_has_all_its_attempts_again() {
    SPECS
        .given(start(0), TWO, poison(0), task("forecast", 0).isRestored())
        .when(
            task("forecast", 0).attempt(2).timesOut(),
            task("forecast", 0).attempt(3).timesOut(),
            task("forecast", 0).attempt(4).timesOut())
        .then(
            task("forecast", 0).attempt(3).reissued(),
            task("forecast", 0).attempt(4).reissued(),
            task("forecast", 0).quarantined("no result within the timeout"));
  }

  @Test
  void a_retry_of_the_run_restores_all_quarantined_tasks() {
    SPECS
        .given(start(0), TWO, poison(0), poison(1))
        .when(retry())
        .then(
            tasks("forecast", 0, 2).leavesQuarantine(),
            runIs(RunStatus.RUNNING),
            outstanding("forecast", 0, 1));
  }

  @Test
  void a_retry_of_the_run_leaves_alone_what_is_tried_again_anyway() {
    SPECS
        .given(start(0), TWO, poison(0), task("forecast", 1).fails("x"))
        .when(retry())
        .then(task("forecast", 0).leavesQuarantine(), outstanding("forecast", 0));
  }

  @Test
  void a_retry_without_quarantined_tasks_is_refused() {
    SPECS.given(start(0), TWO).when(retry()).then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void a_restore_of_a_task_that_is_not_quarantined_is_refused() {
    SPECS
        .given(start(0), TWO, poison(0))
        .when(tasks("forecast", 1, 3).isRestored())
        .then(refused(Reason.UNKNOWN_TASK), refused(Reason.UNKNOWN_TASK));
  }

  @Test
  @Acceptance("P14")
  void a_restore_of_a_task_of_a_step_that_is_not_there_is_refused() {
    SPECS
        .given(start(0), TWO, poison(0))
        .when(
            act("task -1[0] is restored", time -> new RunCommand.Restore(time, -1, 0)),
            act("task 6[0] is restored", time -> new RunCommand.Restore(time, 6, 0)))
        .then(refused(Reason.UNKNOWN_TASK), refused(Reason.UNKNOWN_TASK));
  }

  @Test
  void a_late_success_lifts_the_quarantine_and_reopens_the_run() {
    SPECS
        .given(start(0), TWO, task("forecast", 1).returns(1), poison(0))
        .when(task("forecast", 0).returns(5))
        .then(
            task("forecast", 0).confirmed(), task("report").scheduled(), runIs(RunStatus.RUNNING));
  }

  @Test
  void a_late_success_of_a_quarantined_task_leaves_the_others_outstanding() {
    SPECS
        .given(start(0), task("catalog").returns(4), poison(0), poison(1))
        .when(task("forecast", 0).returns(5), poison(2), poison(3))
        .then(
            task("forecast", 0).confirmed(),
            task("forecast", 2).quarantined("poison"),
            task("forecast", 3).quarantined("poison"),
            stalled(3));
  }

  @Test
  void a_failure_of_a_quarantined_task_is_stale() {
    SPECS.given(start(0), TWO, poison(0)).when(poison(0)).then(refused(Reason.STALE));
  }

  @Test
  void a_restored_run_that_stalls_again_says_so_again() {
    SPECS
        .given(start(0), TWO, poison(0), poison(1), task("forecast", 0).isRestored())
        .when(task("forecast", 0).attempt(2).fails(FailureKind.PERMANENT, "again"))
        .then(task("forecast", 0).quarantined("again"), stalled(2));
  }

  @Test
  void a_task_of_its_own_that_is_quarantined_stalls_the_run() {
    SPECS
        .given(start(0))
        .when(task("catalog").fails(FailureKind.PERMANENT, "gone"))
        .then(task("catalog").quarantined("gone"), stalled(1));
  }

  @Test
  void tasks_of_a_tolerated_share_do_not_count_as_what_a_run_stalls_for() {
    SPECS
        .given(
            Drawn.forecast(task -> task.tolerate(0.5)),
            start(0),
            TWO,
            poison(0),
            task("forecast", 1).returns(1))
        .when(task("report").fails(FailureKind.PERMANENT, "no"))
        .then(task("report").quarantined("no"), stalled(1));
  }

  @Test
  void what_has_left_the_quarantine_twice_over_is_outstanding_once() {
    SPECS
        .given(start(0), TWO, poison(0), retry())
        .when(
            task("forecast", 0).attempt(1).returns(3),
            tasks("forecast", IndexSet.of(0)).attempt(2).returns(4))
        .then(
            task("forecast", 0).confirmed(), refused(Reason.DUPLICATE), outstanding("forecast", 1));
  }
}
