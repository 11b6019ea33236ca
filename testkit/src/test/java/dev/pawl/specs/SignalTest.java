package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Json.json;
import static dev.pawl.testkit.specs.Tasks.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.One;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.Decision;
import dev.pawl.run.FailureKind;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand.Signal;
import dev.pawl.run.RunStatus;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignalTest {
  /** Two signals, of which one is needed by a task, and both by the result. */
  private static final Drawn APPROVAL =
      new Drawn(
          "approval",
          (graph, input) -> {
            One<Integer> approved = graph.await("approve", Integer.class);
            One<Integer> priced =
                graph.combine(
                    "price",
                    Integer.class,
                    graph.task("offer", Work.class, input),
                    graph.await("discount", Integer.class),
                    (offer, discount) -> offer - discount);
            return graph.combine(
                "order",
                Integer.class,
                priced,
                graph.task("ship", Work.class, approved),
                Integer::sum);
          });

  /** A signal in a branch. */
  private static final Drawn BRANCH =
      new Drawn(
          "large-orders",
          (graph, input) ->
              graph.when(
                  "large",
                  graph.task("price", Work.class, input),
                  price -> price > 10,
                  price -> graph.await("approve", Integer.class),
                  price -> price));

  /** A signal in a branch of a branch. */
  private static final Drawn INNER_BRANCH =
      new Drawn(
          "odd-large-orders",
          (graph, input) ->
              graph.task(
                  "ship",
                  Work.class,
                  graph.when(
                      "large",
                      input,
                      price -> price > 10,
                      price ->
                          graph.when(
                              "odd",
                              price,
                              p -> p % 2 == 1,
                              p -> graph.await("approve", Integer.class),
                              p -> p),
                      price -> price)));

  /** A signal in each round. */
  private static final Drawn ROUNDS =
      new Drawn(
          "rounds",
          (graph, input) ->
              graph.repeat(
                  "again",
                  input,
                  3,
                  value ->
                      graph.combine(
                          "next",
                          Integer.class,
                          value,
                          graph.await("more", Integer.class),
                          Integer::sum),
                  value -> value > 10));

  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(APPROVAL, new TinyJson());

  @Test
  void a_signal_is_the_value_of_the_step_that_awaits_it() {
    SPECS
        .given(start(1))
        .when(signal("approve", 7))
        .then(
            received("approve", 7),
            complete("approve"),
            task("ship").scheduled(),
            awaits("discount"));
  }

  @Test
  void a_signal_may_come_before_anything_needs_it() {
    SPECS
        .given(start(1), signal("discount", 2))
        .when(task("offer").returns(10))
        .then(task("offer").confirmed(), task("price").made(8), awaits("approve"));
  }

  @Test
  void a_run_that_has_all_its_signals_completes() {
    SPECS
        .given(start(1), signal("discount", 2), signal("approve", 7), task("offer").returns(10))
        .when(task("ship").returns(1))
        .then(task("ship").confirmed(), task("order").made(9), completedWith(9), awaits());
  }

  @Test
  void the_first_signal_counts_and_a_further_one_is_a_duplicate() {
    SPECS
        .given(start(1), signal("approve", 7))
        .when(signal("approve", 8))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  void a_signal_of_another_name_is_refused() {
    SPECS
        .given(start(1))
        .when(signal("disapprove", json("{}")))
        .then(refused(Reason.UNKNOWN_SIGNAL), awaits("approve", "discount"));
  }

  @Test
  void the_name_of_a_step_that_awaits_nothing_is_no_signal() {
    SPECS.given(start(1)).when(signal("offer", 1)).then(refused(Reason.UNKNOWN_SIGNAL));
  }

  @Test
  void a_refusal_lists_the_signals_of_the_run() {
    assertThat(refusal(APPROVAL, "disapprove", "{}"))
        .isEqualTo("a signal of this run should be one of approve, discount, found 'disapprove'");
    assertThat(refusal(Drawn.forecast(), "approve", "{}"))
        .isEqualTo("a signal of this run should be none, as it awaits none, found 'approve'");
  }

  @Test
  void a_value_of_more_than_64_kibibytes_is_refused() {
    assertThat(refusal(APPROVAL, "approve", "1".repeat(65_537)))
        .contains("at most 65536 bytes as JSON, found 65537");
    assertThat(refusal(APPROVAL, "approve", "1".repeat(65_536))).isEmpty();
  }

  private static String refusal(Drawn drawn, String name, String value) {
    Bench bench = new Bench(ProcessGraph.of(drawn), new TinyJson(), (_, _) -> java.util.List.of());
    start(1).play().accept(bench, bench.words());
    Decision decision =
        bench.decide(new Signal(bench.now(), name, value.getBytes(StandardCharsets.UTF_8)));
    return decision.rejections().isEmpty() ? "" : decision.rejections().get(0).detail();
  }

  @Test
  void a_run_that_waits_for_a_signal_is_not_stalled_by_quarantined_tasks() {
    SPECS
        .given(start(1))
        .when(task("offer").fails(FailureKind.PERMANENT, "no paper"))
        .then(task("offer").quarantined("no paper"), runIs(RunStatus.RUNNING));
  }

  @Test
  void a_run_stalls_when_its_last_signal_has_come_and_only_quarantined_tasks_are_left() {
    SPECS
        .given(
            start(1),
            task("offer").fails(FailureKind.PERMANENT, "no paper"),
            signal("approve", 7),
            task("ship").returns(1))
        .when(signal("discount", 2))
        .then(received("discount", 2), stalled(1));
  }

  @Test
  void a_paused_run_records_a_signal_and_acts_on_it_when_it_is_resumed() {
    SPECS
        .given(start(1), pause(), signal("approve", 7))
        .when(resume())
        .then(resumed(), complete("approve"), task("ship").scheduled());
  }

  @Test
  void a_parked_run_records_a_signal() {
    SPECS
        .givenSilentFunctions(
            start(1),
            act("a function throws", now -> new dev.pawl.run.RunCommand.Park(now, 2, 0, "x")))
        .when(signal("approve", 7))
        .then(received("approve", 7), runIs(RunStatus.PARKED));
  }

  @Test
  void a_stalled_run_records_a_signal_of_a_branch_that_it_may_still_take() {
    SPECS
        .given(BRANCH, start(1), task("price").fails(FailureKind.PERMANENT, "no price"))
        .when(signal("approve", 7))
        .then(received("approve", 7), runIs(RunStatus.STALLED));
  }

  @Test
  void a_run_that_is_over_takes_no_signal() {
    SPECS
        .given(start(1), cancel())
        .when(signal("approve", 7))
        .then(refused(Reason.RUN_OVER), awaits());
  }

  @Test
  void a_signal_of_a_branch_is_waited_for_once_the_branch_is_taken() {
    SPECS
        .given(BRANCH, start(1))
        .when(task("price").returns(11))
        .then(task("price").confirmed(), decided("large", true), awaits("approve"));
  }

  @Test
  void a_signal_that_came_before_its_branch_was_taken_counts() {
    SPECS
        .given(BRANCH, start(1), signal("approve", 7))
        .when(task("price").returns(11))
        .then(task("price").confirmed(), decided("large", true), completedWith(7));
  }

  @Test
  void a_signal_of_a_branch_that_is_not_taken_is_stale() {
    SPECS
        .given(
            new Drawn(
                "small-orders",
                (graph, input) ->
                    graph.task(
                        "ship",
                        Work.class,
                        graph.when(
                            "large",
                            input,
                            price -> price > 10,
                            price -> graph.await("approve", Integer.class),
                            price -> price))),
            start(1))
        .when(signal("approve", 7))
        .then(refused(Reason.STALE), awaits(), runIs(RunStatus.RUNNING));
  }

  @Test
  void a_signal_within_a_branch_that_is_not_taken_is_stale_however_deep_it_lies() {
    SPECS
        .given(INNER_BRANCH, start(1))
        .when(signal("approve", 7))
        .then(refused(Reason.STALE), awaits());
  }

  @Test
  void each_round_of_a_repeat_waits_for_its_signal_anew() {
    SPECS
        .given(ROUNDS, start(1))
        .when(signal("more", 2))
        .then(
            received("more", 2),
            task("next").made(3),
            roundBegan("again", 1, 3),
            awaits("more"),
            runIs(RunStatus.RUNNING));
  }

  @Test
  void a_signal_that_came_in_an_earlier_round_may_come_again() {
    SPECS
        .given(ROUNDS, start(1), signal("more", 2))
        .when(signal("more", 8))
        .then(
            received("more", 8), task("next").made(11), roundsEnded("again", 1), completedWith(11));
  }
}
