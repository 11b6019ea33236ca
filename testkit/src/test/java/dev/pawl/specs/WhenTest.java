package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WhenTest {
  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(simple(), new TinyJson());

  private static Drawn simple() {
    return new Drawn(
        "choice",
        (graph, input) ->
            graph.when(
                "large",
                input,
                size -> size > 10,
                size -> graph.task("split", Work.class, size),
                size -> graph.task("whole", Work.class, size)));
  }

  private static final Drawn NESTED =
      new Drawn(
          "nested",
          (graph, input) ->
              graph.when(
                  "positive",
                  input,
                  value -> value > 0,
                  value ->
                      graph.when(
                          "even",
                          value,
                          v -> v % 2 == 0,
                          v -> graph.task("half", Work.class, v),
                          v -> v),
                  value -> graph.task("negate", Work.class, value)));

  /** Elements outside, taken in branches. */
  private static final Drawn ELEMENTS =
      new Drawn(
          "elements",
          (graph, input) -> {
            Many<Integer> items =
                graph.task("work", Work.class, Drawn.numbers(graph, "items", input));
            return graph.when(
                "check",
                graph.task("probe", Work.class, input),
                probe -> probe > 0,
                probe ->
                    graph.task("sum", Sum.class, graph.all(graph.task("again", Work.class, items))),
                probe -> graph.task("plain", Sum.class, graph.all(items)));
          });

  @Test
  void a_predicate_that_holds_takes_the_first_branch_alone() {
    SPECS
        .given()
        .when(start(11))
        .then(started(), decided("large", true), task("split").scheduled());
  }

  @Test
  void a_predicate_that_does_not_hold_takes_the_other_branch_alone() {
    SPECS
        .given()
        .when(start(10))
        .then(started(), decided("large", false), task("whole").scheduled());
  }

  @Test
  void the_branch_that_was_taken_gives_the_value() {
    SPECS
        .given(start(11))
        .when(task("split").returns(5))
        .then(task("split").confirmed(), completedWith(5));
  }

  @Test
  void a_task_of_the_branch_that_was_not_taken_cannot_be_confirmed() {
    SPECS
        .given(start(11))
        .when(task("whole").returns(5))
        .then(refused(dev.pawl.run.Rejection.Reason.UNKNOWN_TASK));
  }

  @Test
  void a_choice_within_a_branch_is_asked_when_that_branch_is_taken() {
    SPECS
        .given(NESTED)
        .when(start(4))
        .then(
            started(), decided("positive", true), decided("even", true), task("half").scheduled());
  }

  @Test
  void a_choice_within_a_branch_that_is_not_taken_is_never_asked() {
    SPECS
        .given(NESTED)
        .when(start(-4))
        .then(started(), decided("positive", false), task("negate").scheduled());
  }

  @Test
  void a_branch_may_give_its_value_on_unchanged() {
    SPECS
        .given(NESTED)
        .when(start(3))
        .then(started(), decided("positive", true), decided("even", false), completedWith(3));
  }

  @Test
  void elements_that_were_there_before_the_choice_go_on_when_it_is_made() {
    SPECS
        .given(ELEMENTS, start(2), tasks("work", 0, 2).returns(1, 2))
        .when(task("probe").returns(1))
        .then(task("probe").confirmed(), decided("check", true), tasks("again", 0, 2).scheduled());
  }

  @Test
  void elements_do_not_go_on_in_a_branch_that_is_not_taken() {
    SPECS
        .given(ELEMENTS, start(2), task("probe").returns(0), task("work", 0).returns(1))
        .when(task("work", 1).returns(2))
        .then(task("work", 1).confirmed(), task("plain").scheduled());
  }
}
