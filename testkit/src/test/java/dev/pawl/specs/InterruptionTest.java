package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.run.FailureKind;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterruptionTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Act TWO = task("catalog").returns(2);

  /** A catalog of 13 is a mistake of its function. */
  private static final Drawn SUPERSTITIOUS =
      new Drawn(
          "superstitious",
          (graph, input) ->
              graph.fold(
                  "sum",
                  Integer.class,
                  graph.fanOut(
                      "items",
                      Integer.class,
                      graph.task("catalog", Drawn.Work.class, input),
                      count -> {
                        if (count == 13) {
                          throw new IllegalArgumentException("thirteen");
                        }
                        return List.of(count);
                      }),
                  0,
                  Integer::sum));

  @Test
  void a_paused_run_counts_results_and_schedules_nothing() {
    SPECS
        .given(start(0), pause())
        .when(task("catalog").returns(2))
        .then(task("catalog").confirmed(), runIs(RunStatus.PAUSED));
  }

  @Test
  void a_resumed_run_catches_up() {
    SPECS
        .given(start(0), pause(), task("catalog").returns(2))
        .when(resume())
        .then(resumed(), tasks("shards", 0, 2).made(0, 1), tasks("forecast", 0, 2).scheduled());
  }

  @Test
  void a_second_pause_is_refused() {
    SPECS.given(start(0), pause()).when(pause()).then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void only_a_paused_or_parked_run_can_be_resumed() {
    SPECS.given(start(0)).when(resume()).then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void what_a_function_says_during_a_pause_does_not_count() {
    SPECS
        .given(start(0), pause(), task("catalog").returns(2))
        .when(
            act(
                "the function of shards answers",
                time ->
                    new RunCommand.RecordFanOut(
                        time, 2, 0, 0, dev.pawl.run.Payloads.empty(), 1, 0)))
        .then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void a_function_that_misbehaves_during_a_pause_parks_nothing() {
    SPECS
        .given(start(0), pause())
        .when(act("the function of shards loops", time -> new RunCommand.Park(time, 2, 0, "loops")))
        .then(refused(Reason.NOT_ALLOWED), runIs(RunStatus.PAUSED));
  }

  @Test
  void a_run_may_be_paused_while_stalled_and_stalls_again_when_resumed() {
    SPECS
        .given(start(0), task("catalog").fails(FailureKind.PERMANENT, "gone"), pause())
        .when(resume())
        .then(resumed(), stalled(1));
  }

  @Test
  void a_task_restored_during_a_pause_goes_on_after_it() {
    SPECS
        .given(start(0), task("catalog").fails(FailureKind.PERMANENT, "gone"), pause(), retry())
        .when(resume(), task("catalog").attempt(2).returns(0))
        .then(
            resumed(),
            task("catalog").attempt(2).confirmed(),
            madeNone("shards"),
            task("report").scheduled());
  }

  @Test
  void a_pause_does_not_lose_planned_retries() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).fails("x"), pause())
        .when(passes(Duration.ofMinutes(1)), resume())
        .then(task("forecast", 0).retried(), resumed(), outstanding("forecast", 0, 1));
  }

  @Test
  @Acceptance("P21")
  void a_function_that_throws_parks_its_run_with_the_reason() {
    SPECS
        .given(SUPERSTITIOUS, start(0))
        .when(task("catalog").returns(13))
        .then(
            task("catalog").confirmed(),
            parked("items", "java.lang.IllegalArgumentException: thirteen"),
            runIs(RunStatus.PARKED));
  }

  @Test
  @Acceptance("P21")
  void a_parked_run_that_is_resumed_asks_its_function_again() {
    SPECS
        .given(SUPERSTITIOUS, start(0), task("catalog").returns(13))
        .when(resume())
        .then(resumed(), parked("items", "java.lang.IllegalArgumentException: thirteen"));
  }

  @Test
  @Acceptance("P21")
  void a_run_resumed_with_mended_code_goes_on() {
    SPECS
        .givenSilentFunctions(
            start(0),
            TWO,
            act(
                "the function of shards loops",
                time -> new RunCommand.Park(time, 2, 0, "no answer within 1 s")))
        .when(
            resume(),
            act(
                "the function of shards answers",
                time ->
                    new RunCommand.RecordFanOut(
                        time, 2, 0, 0, dev.pawl.run.Payloads.ofText("5"), 1, 0)))
        .then(resumed(), task("shards", 0).made(5), task("forecast", 0).scheduled());
  }

  @Test
  void results_of_a_parked_run_count() {
    SPECS
        .givenSilentFunctions(
            start(0),
            act(
                "a function loops",
                time -> new RunCommand.Park(time, 2, 0, "no answer within 1 s")))
        .when(task("catalog").returns(2))
        .then(task("catalog").confirmed(), runIs(RunStatus.PARKED));
  }

  @Test
  void a_cancelled_run_is_over() {
    SPECS.given(start(0), TWO).when(cancel()).then(cancelled(), runIs(RunStatus.CANCELLED));
  }

  @Test
  void a_paused_or_stalled_run_can_be_cancelled() {
    SPECS
        .given(start(0), task("catalog").fails(FailureKind.PERMANENT, "gone"), pause())
        .when(cancel())
        .then(cancelled());
  }

  @Test
  void what_comes_after_a_cancellation_is_refused() {
    SPECS
        .given(start(0), TWO, cancel())
        .when(task("forecast", 0).returns(1), pause(), resume(), retry())
        .then(
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER),
            refused(Reason.RUN_OVER));
  }
}
