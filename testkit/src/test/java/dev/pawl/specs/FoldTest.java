package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FoldTest {
  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(digits(), new TinyJson());

  private static Drawn digits() {
    return new Drawn(
        "folded",
        (graph, input) -> {
          Many<Integer> items =
              graph.task("work", Work.class, Drawn.numbers(graph, "items", input));
          return graph.fold("digits", Integer.class, items, 0, (sum, item) -> 10 * sum + item);
        });
  }

  @Test
  void a_fold_takes_values_in_the_order_of_their_indexes() {
    SPECS
        .given(start(3), task("work", 2).returns(3), task("work", 1).returns(2))
        .when(task("work", 0).returns(1))
        .then(task("work", 0).confirmed(), folded("digits", 3, 123), completedWith(123));
  }

  @Test
  void a_value_after_a_gap_waits() {
    SPECS
        .given(start(3), task("work", 0).returns(1))
        .when(task("work", 2).returns(3))
        .then(task("work", 2).confirmed());
  }

  @Test
  void the_accumulator_so_far_is_recorded_as_values_come() {
    SPECS
        .given(start(3), task("work", 0).returns(1))
        .when(task("work", 1).returns(2))
        .then(task("work", 1).confirmed(), folded("digits", 2, 12));
  }

  @Test
  void a_fold_of_nothing_gives_the_zero() {
    SPECS
        .given()
        .when(start(0))
        .then(started(), madeNone("items"), folded("digits", 0, 0), completedWith(0));
  }
}
