package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.ExternalEffects;
import dev.pawl.graph.ManyTask;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.run.FailureKind;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecondAttemptTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Act TWO = task("catalog").returns(2);
  private static final Act SLOW = task("forecast", 1).straggles();
  private static final Duration BACKOFF = Duration.ofSeconds(10);

  @Test
  void a_straggler_is_begun_a_second_time_beside_the_first() {
    SPECS
        .given(start(0), TWO)
        .when(SLOW)
        .then(task("forecast", 1).attempt(2).secondAttempt(), outstanding("forecast", 0, 1));
  }

  @Test
  @Acceptance({"P06", "P13"})
  void the_first_result_of_two_attempts_counts_and_the_other_is_a_duplicate() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(
            task("forecast", 1).attempt(2).delivery(2).returns(7),
            task("forecast", 1).attempt(1).delivery(1).returns(8))
        .then(task("forecast", 1).attempt(2).confirmed(), refused(Reason.DUPLICATE));
  }

  @Test
  @Acceptance({"P06", "P13"})
  void the_straggler_itself_may_be_the_first() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(
            task("forecast", 1).attempt(1).delivery(1).returns(8),
            task("forecast", 1).attempt(2).delivery(2).returns(7))
        .then(task("forecast", 1).confirmed(), refused(Reason.DUPLICATE));
  }

  @Test
  void a_failure_of_one_of_two_attempts_costs_the_task_nothing() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(task("forecast", 1).attempt(2).fails("disk full"))
        .then(task("forecast", 1).attempt(2).dropped("disk full"), outstanding("forecast", 0, 1));
  }

  @Test
  void not_even_one_that_would_happen_again() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(task("forecast", 1).attempt(1).fails(FailureKind.PERMANENT, "no such column"))
        .then(task("forecast", 1).attempt(1).dropped("no such column"));
  }

  @Test
  void the_same_failure_twice_is_stale() {
    SPECS
        .given(start(0), TWO, SLOW, task("forecast", 1).attempt(2).fails("disk full"))
        .when(task("forecast", 1).attempt(2).fails("disk full"))
        .then(refused(Reason.STALE));
  }

  @Test
  void the_other_attempt_may_still_succeed() {
    SPECS
        .given(start(0), TWO, SLOW, task("forecast", 1).attempt(2).fails("disk full"))
        .when(task("forecast", 1).attempt(1).returns(8))
        .then(task("forecast", 1).confirmed());
  }

  @Test
  void when_both_fail_the_task_is_charged_once_and_its_next_attempt_is_the_third() {
    SPECS
        .given(start(0), TWO, SLOW, task("forecast", 1).attempt(2).fails("disk full"))
        .when(
            task("forecast", 1).attempt(1).fails("disk full"),
            passes(BACKOFF),
            task("forecast", 1).attempt(3).fails("disk full"))
        .then(
            task("forecast", 1).willBeRetriedAfter(BACKOFF),
            task("forecast", 1).retried(),
            task("forecast", 1).willBeRetriedAfter(BACKOFF.multipliedBy(2)));
  }

  @Test
  @Acceptance("M04")
  void when_both_fail_for_good_the_task_is_quarantined() {
    SPECS
        .given(
            start(0),
            TWO,
            SLOW,
            task("forecast", 1).attempt(2).fails(FailureKind.PERMANENT, "no such column"))
        .when(task("forecast", 1).attempt(1).fails(FailureKind.PERMANENT, "no such column"))
        .then(task("forecast", 1).quarantined("no such column"), outstanding("forecast", 0));
  }

  @Test
  void a_timeout_of_one_of_two_attempts_leaves_the_other() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(task("forecast", 1).attempt(1).timesOut())
        .then(task("forecast", 1).attempt(1).dropped("no result within the timeout"));
  }

  @Test
  @Acceptance("T05")
  void when_both_take_too_long_the_task_is_reissued() {
    SPECS
        .given(start(0), TWO, SLOW, task("forecast", 1).attempt(2).timesOut())
        .when(task("forecast", 1).attempt(1).timesOut())
        .then(task("forecast", 1).attempt(3).reissued());
  }

  @Test
  void a_lost_worker_of_one_of_two_attempts_leaves_the_other() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(task("forecast", 1).attempt(1).fails(FailureKind.LOST, "its worker died"))
        .then(task("forecast", 1).attempt(1).dropped("its worker died"));
  }

  @Test
  void an_attempt_that_is_given_back_does_not_go_out_again_while_the_other_goes_on() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(
            task("forecast", 1).attempt(2).isGivenBack(false),
            task("forecast", 1).attempt(1).isGivenBack(false))
        .then(
            task("forecast", 1).attempt(2).dropped("given back by its worker"),
            task("forecast", 1).givenBack(false),
            outstanding("forecast", 0, 1));
  }

  @Test
  @Acceptance("P15")
  void a_late_success_of_an_attempt_that_ended_counts_if_it_is_the_first() {
    SPECS
        .given(start(0), TWO, SLOW, task("forecast", 1).attempt(1).timesOut())
        .when(task("forecast", 1).attempt(1).returns(8))
        .then(task("forecast", 1).confirmed());
  }

  @Test
  void a_task_has_one_second_attempt_however_long_it_takes() {
    SPECS
        .given(start(0), TWO, SLOW)
        .when(SLOW, task("forecast", 1).attempt(2).straggles())
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  void nor_another_when_it_was_tried_again() {
    SPECS
        .given(
            start(0),
            TWO,
            SLOW,
            task("forecast", 1).attempt(2).timesOut(),
            task("forecast", 1).attempt(1).timesOut())
        .when(task("forecast", 1).attempt(3).straggles())
        .then(refused(Reason.STALE));
  }

  @Test
  void nor_another_when_it_left_the_quarantine() {
    SPECS
        .given(
            start(0),
            TWO,
            SLOW,
            task("forecast", 1).attempt(2).fails("x"),
            task("forecast", 1).attempt(1).fails(FailureKind.PERMANENT, "x"),
            retry())
        .when(task("forecast", 1).attempt(3).straggles())
        .then(refused(Reason.STALE));
  }

  @Test
  void a_retry_that_straggles_may_have_a_second_attempt() {
    SPECS
        .given(start(0), TWO, task("forecast", 1).timesOut())
        .when(task("forecast", 1).attempt(2).straggles())
        .then(task("forecast", 1).attempt(3).secondAttempt());
  }

  @Test
  void what_is_confirmed_unknown_or_past_gets_no_second_attempt() {
    SPECS
        .given(start(0), TWO, task("forecast", 0).returns(5), task("forecast", 1).fails("x"))
        .when(
            task("forecast", 0).straggles(),
            task("forecast", 9).straggles(),
            task("forecast", 1).straggles())
        .then(refused(Reason.DUPLICATE), refused(Reason.UNKNOWN_TASK), refused(Reason.STALE));
  }

  @Test
  @Acceptance("P14")
  void a_second_attempt_for_a_step_that_is_not_there_is_refused() {
    SPECS
        .given(start(0), TWO)
        .when(
            act(
                "task -1[0] takes much longer than the others",
                time -> new RunCommand.TrySecondAttempt(time, -1, 0, 0, 1, 20_000)),
            act(
                "task 6[0] takes much longer than the others",
                time -> new RunCommand.TrySecondAttempt(time, 6, 0, 0, 1, 20_000)))
        .then(refused(Reason.UNKNOWN_TASK), refused(Reason.UNKNOWN_TASK));
  }

  @Test
  void a_paused_run_begins_nothing_a_second_time() {
    SPECS
        .given(start(0), TWO, pause())
        .when(SLOW)
        .then(refused(Reason.NOT_ALLOWED), runIs(RunStatus.PAUSED));
  }

  @Test
  void results_of_both_attempts_count_while_the_run_is_paused() {
    SPECS
        .given(start(0), TWO, SLOW, pause())
        .when(task("forecast", 1).attempt(2).returns(7))
        .then(task("forecast", 1).attempt(2).confirmed(), runIs(RunStatus.PAUSED));
  }

  @Test
  void after_a_cancel_both_attempts_are_refused() {
    SPECS
        .given(start(0), TWO, SLOW, cancel())
        .when(task("forecast", 1).attempt(2).returns(7), task("forecast", 1).returns(8))
        .then(refused(Reason.RUN_OVER), refused(Reason.RUN_OVER));
  }

  @Test
  void a_step_may_rule_second_attempts_out() {
    SPECS
        .given(Drawn.forecast(task -> task.speculate(false)), start(0), TWO)
        .when(SLOW)
        .then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void a_handler_with_effects_outside_blobs_is_not_begun_a_second_time() {
    SPECS
        .given(mails(task -> task), start(2))
        .when(task("mails", 1).straggles())
        .then(refused(Reason.NOT_ALLOWED));
  }

  @Test
  void unless_its_step_says_that_it_may() {
    SPECS
        .given(mails(task -> task.speculate(true)), start(2))
        .when(task("mails", 1).straggles())
        .then(task("mails", 1).attempt(2).secondAttempt());
  }

  @Test
  void each_round_of_a_repeat_may_have_second_attempts_of_its_own() {
    Drawn rounds =
        new Drawn(
            "rounds",
            (graph, input) ->
                graph.repeat(
                    "repeat",
                    input,
                    3,
                    value -> graph.task("work", Drawn.Work.class, value),
                    value -> value > 8));
    SPECS
        .given(rounds, start(0), task("work").straggles(), task("work").attempt(2).returns(1))
        .when(task("work").straggles(), task("work").round(1).straggles())
        .then(task("work").attempt(2).secondAttempt(), refused(Reason.STALE));
  }

  @Test
  void an_attempt_of_a_round_that_is_over_is_stale() {
    Drawn rounds =
        new Drawn(
            "rounds",
            (graph, input) ->
                graph.repeat(
                    "repeat",
                    input,
                    3,
                    value -> graph.task("work", Drawn.Work.class, value),
                    value -> value > 8));
    SPECS
        .given(rounds, start(0), task("work").straggles(), task("work").attempt(2).returns(1))
        .when(task("work").returns(4))
        .then(refused(Reason.STALE));
  }

  /** Sends a mail for each number. */
  @ExternalEffects
  static final class Mail implements TaskHandler<Integer, Integer> {
    @Override
    public Integer handle(Integer input, TaskContext context) {
      return input;
    }
  }

  private static Drawn mails(UnaryOperator<ManyTask<Integer>> settings) {
    return new Drawn(
        "mails",
        (graph, input) ->
            graph.task(
                "report",
                Drawn.Sum.class,
                graph.all(
                    settings.apply(
                        graph.task("mails", Mail.class, Drawn.numbers(graph, "n", input))))));
  }
}
