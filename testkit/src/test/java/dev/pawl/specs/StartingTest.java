package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.cancel;
import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Facts.complete;
import static dev.pawl.testkit.specs.Facts.completedWith;
import static dev.pawl.testkit.specs.Facts.refused;
import static dev.pawl.testkit.specs.Facts.runIs;
import static dev.pawl.testkit.specs.Facts.started;
import static dev.pawl.testkit.specs.Tasks.task;
import static dev.pawl.testkit.specs.Tasks.tasks;

import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StartingTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  @Test
  void a_start_schedules_what_needs_the_input_alone() {
    SPECS.given().when(start(3)).then(started(), complete("input"), task("catalog").scheduled());
  }

  @Test
  @Acceptance("P22")
  void a_start_with_the_id_of_a_run_that_exists_starts_nothing() {
    SPECS.given(start(3)).when(start(3)).then(refused(Reason.EXISTS), runIs(RunStatus.RUNNING));
  }

  @Test
  @Acceptance("P22")
  void a_start_with_the_id_of_a_run_that_is_over_starts_nothing() {
    SPECS
        .given(start(3), cancel())
        .when(start(3))
        .then(refused(Reason.EXISTS), runIs(RunStatus.CANCELLED));
  }

  @Test
  @Acceptance("P14")
  void a_confirmation_for_a_run_that_was_never_started_is_refused() {
    SPECS.given().when(task("catalog").returns(3)).then(refused(Reason.UNKNOWN_RUN));
  }

  @Test
  @Acceptance({"P16", "P19"})
  void as_many_tasks_are_scheduled_as_there_are_inputs_each_with_its_own_index() {
    SPECS
        .given(start(3))
        .when(task("catalog").returns(5))
        .then(
            task("catalog").confirmed(),
            tasks("shards", 0, 5).made(0, 1, 2, 3, 4),
            tasks("forecast", 0, 5).scheduled());
  }

  @Test
  @Acceptance("P20")
  void a_finished_run_ends_with_one_event_that_carries_the_result() {
    SPECS
        .given(start(3), task("catalog").returns(2), tasks("forecast", 0, 2).returns(10, 20))
        .when(task("report").returns(30))
        .then(task("report").confirmed(), completedWith(30), runIs(RunStatus.COMPLETED));
  }

  @Test
  void a_run_that_is_over_refuses_everything() {
    SPECS
        .given(start(3), cancel())
        .when(task("catalog").returns(2), cancel(), task("catalog").timesOut())
        .then(refused(Reason.RUN_OVER), refused(Reason.RUN_OVER), refused(Reason.RUN_OVER));
  }
}
