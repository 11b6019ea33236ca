package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.graph.ManyTask;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ToleranceTest {
  @RegisterExtension
  static final SpecExtension SPECS =
      SpecExtension.of(Drawn.forecast(task -> task.tolerate(0.5)), new TinyJson());

  private static final Act FOUR = task("catalog").returns(4);

  private static Act poison(String step, int... indexes) {
    return tasks(step, IndexSet.of(indexes)).fails(FailureKind.PERMANENT, "poison");
  }

  private static final Drawn CHAIN =
      new Drawn(
          "chain",
          (graph, input) -> {
            ManyTask<Integer> first =
                graph.task("first", Work.class, Drawn.numbers(graph, "items", input)).tolerate(0.5);
            Many<Integer> scaled =
                graph.combine("scaled", Integer.class, first, input, Integer::sum);
            ManyTask<Integer> second = graph.task("second", Work.class, scaled).tolerate(0.25);
            return graph.fold("sum", Integer.class, second, 0, Integer::sum);
          });

  private static final Drawn FANNED =
      new Drawn(
          "fanned",
          (graph, input) -> {
            ManyTask<Integer> first =
                graph.task("first", Work.class, Drawn.numbers(graph, "items", input)).tolerate(0.5);
            return graph.task("end", Sum.class, graph.all(Drawn.numbers(graph, "more", first)));
          });

  @Test
  void a_barrier_goes_on_without_a_tolerated_share() {
    SPECS
        .given(start(0), FOUR, poison("forecast", 1), tasks("forecast", 2, 4).returns(3, 4))
        .when(task("forecast", 0).returns(1))
        .then(
            task("forecast", 0).confirmed(),
            completeWithout("forecast", 1),
            task("report").scheduled());
  }

  @Test
  void the_last_failure_may_open_a_barrier_too() {
    SPECS
        .given(start(0), FOUR, tasks("forecast", 0, 3).returns(1, 2, 3))
        .when(poison("forecast", 3))
        .then(
            task("forecast", 3).quarantined("poison"),
            completeWithout("forecast", 3),
            task("report").scheduled());
  }

  @Test
  void more_than_the_share_stalls_the_run() {
    SPECS
        .given(start(0), FOUR, poison("forecast", 0, 1, 2))
        .when(task("forecast", 3).returns(1))
        .then(task("forecast", 3).confirmed(), stalled(3));
  }

  @Test
  void a_success_that_brings_the_failures_down_to_the_share_opens_the_barrier() {
    SPECS
        .given(start(0), FOUR, poison("forecast", 0, 1, 2), task("forecast", 3).returns(1))
        .when(task("forecast", 1).returns(1))
        .then(
            task("forecast", 1).confirmed(),
            completeWithout("forecast", 0, 2),
            task("report").scheduled());
  }

  @Test
  void a_late_success_before_the_barrier_lifts_the_quarantine() {
    SPECS
        .given(start(0), FOUR, poison("forecast", 1), task("forecast", 0).returns(1))
        .when(task("forecast", 1).returns(2), tasks("forecast", 2, 4).returns(3, 4))
        .then(
            task("forecast", 1).confirmed(),
            tasks("forecast", 2, 4).confirmed(),
            task("report").scheduled());
  }

  @Test
  void a_late_success_after_the_barrier_is_refused() {
    SPECS
        .given(
            start(0),
            FOUR,
            poison("forecast", 1),
            tasks("forecast", IndexSet.of(0, 2, 3)).returns(1, 3, 4))
        .when(task("forecast", 1).returns(2))
        .then(refused(Reason.STALE));
  }

  @Test
  void what_the_run_went_on_without_cannot_be_restored() {
    SPECS
        .given(
            start(0),
            FOUR,
            poison("forecast", 1),
            tasks("forecast", IndexSet.of(0, 2, 3)).returns(1, 3, 4))
        .when(task("forecast", 1).isRestored(), retry())
        .then(refused(Reason.STALE), refused(Reason.NOT_ALLOWED));
  }

  @Test
  void a_retry_leaves_what_the_run_went_on_without() {
    SPECS
        .given(
            start(0),
            FOUR,
            poison("forecast", 1),
            tasks("forecast", IndexSet.of(0, 2, 3)).returns(1, 3, 4),
            task("report").fails(FailureKind.PERMANENT, "no"))
        .when(retry())
        .then(task("report").leavesQuarantine());
  }

  @Test
  void missing_elements_are_missing_in_all_steps_that_follow_them() {
    SPECS
        .given(
            CHAIN,
            start(4),
            poison("first", 2),
            poison("first", 3),
            task("first", 0).returns(0),
            poison("second", 0))
        .when(task("first", 1).returns(10))
        .then(
            task("first", 1).confirmed(),
            completeWithout("first", 2, 3),
            task("scaled", 1).made(14),
            completeWithout("scaled", 2, 3),
            task("second", 1).scheduled());
  }

  @Test
  void a_fold_passes_over_what_is_missing() {
    SPECS
        .given(
            CHAIN,
            start(4),
            poison("first", 2),
            poison("first", 3),
            tasks("first", 0, 2).returns(0, 10),
            poison("second", 0))
        .when(task("second", 1).returns(14))
        .then(
            task("second", 1).confirmed(),
            completeWithout("second", 0, 2, 3),
            folded("sum", 4, 14),
            completedWith(14));
  }

  @Test
  void a_fan_out_passes_over_what_is_missing() {
    SPECS
        .given(
            FANNED, start(4), poison("first", 0), poison("first", 3), task("first", 1).returns(1))
        .when(task("first", 2).returns(2))
        .then(
            task("first", 2).confirmed(),
            completeWithout("first", 0, 3),
            tasks("more", 0, 3).made(0, 0, 1),
            task("end").scheduled());
  }

  @Test
  void all_of_a_step_may_be_tolerated() {
    SPECS
        .given(
            Drawn.forecast(task -> task.tolerate(1)),
            start(0),
            task("catalog").returns(2),
            poison("forecast", 0))
        .when(poison("forecast", 1))
        .then(
            task("forecast", 1).quarantined("poison"),
            completeWithout("forecast", 0, 1),
            task("report").scheduled());
  }

  @Test
  void a_share_of_29_hundredths_is_29_of_a_hundred() {
    int[] poisoned = java.util.stream.IntStream.range(0, 29).toArray();
    SPECS
        .given(
            Drawn.forecast(task -> task.tolerate(0.29)),
            start(0),
            task("catalog").returns(100),
            poison("forecast", poisoned))
        .when(tasks("forecast", 29, 100).returnsEach(i -> i))
        .then(
            tasks("forecast", 29, 100).confirmed(),
            completeWithout("forecast", poisoned),
            task("report").scheduled());
  }
}
