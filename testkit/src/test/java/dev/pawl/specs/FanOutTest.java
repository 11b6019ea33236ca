package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FanOutTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Drawn NESTED =
      new Drawn(
          "nested",
          (graph, input) -> {
            var outer = graph.task("outer", Work.class, Drawn.numbers(graph, "rows", input));
            return graph.task(
                "end",
                Sum.class,
                graph.all(graph.task("cell", Work.class, Drawn.numbers(graph, "cells", outer))));
          });

  private static final Drawn COUNTED =
      new Drawn(
          "counted",
          (graph, input) ->
              graph.task(
                  "end",
                  Sum.class,
                  graph.all(
                      graph.fanOut(
                          "items",
                          Integer.class,
                          input,
                          count -> count,
                          (count, index) -> count * 10 + index))));

  @Test
  @Acceptance("P19")
  void the_width_follows_what_a_task_reported() {
    SPECS
        .given(start(0))
        .when(task("catalog").returns(1))
        .then(
            task("catalog").confirmed(),
            task("shards", 0).made(0),
            task("forecast", 0).scheduled());
  }

  @Test
  @Acceptance("P19")
  void a_width_of_zero_is_complete_at_once() {
    SPECS
        .given(start(0))
        .when(task("catalog").returns(0))
        .then(
            task("catalog").confirmed(),
            complete("catalog"),
            madeNone("shards"),
            complete("shards"),
            complete("forecast"),
            complete("all(forecast)"),
            task("report").scheduled());
  }

  @Test
  void a_count_and_a_function_of_the_index_make_values_too() {
    SPECS
        .given(COUNTED)
        .when(start(2))
        .then(started(), tasks("items", 0, 2).made(20, 21), task("end").scheduled());
  }

  @Test
  void a_fan_out_of_elements_begins_with_the_first_elements_that_are_there() {
    SPECS
        .given(NESTED, start(3))
        .when(task("outer", 0).returns(2))
        .then(
            task("outer", 0).confirmed(),
            tasks("cells", 0, 2).made(0, 1),
            tasks("cell", 0, 2).scheduled());
  }

  @Test
  void values_of_a_later_element_wait_for_those_before() {
    SPECS
        .given(NESTED, start(3))
        .when(task("outer", 1).returns(2))
        .then(task("outer", 1).confirmed());
  }

  @Test
  void values_are_ordered_by_element_and_place() {
    SPECS
        .given(NESTED, start(3), task("outer", 1).returns(2), task("outer", 2).returns(1))
        .when(task("outer", 0).returns(1))
        .then(
            task("outer", 0).confirmed(),
            tasks("cells", 0, 4).made(0, 0, 1, 0),
            tasks("cell", 0, 4).scheduled());
  }

  @Test
  void elements_that_make_nothing_are_passed_over() {
    SPECS
        .given(NESTED, start(3), task("outer", 0).returns(0))
        .when(tasks("outer", 1, 3).returns(0, 1))
        .then(
            tasks("outer", 1, 3).confirmed(),
            task("cells", 0).made(0),
            task("cell", 0).scheduled());
  }

  @Test
  void nested_fan_outs_of_nothing_are_complete() {
    SPECS.given(NESTED).when(start(0)).then(started(), madeNone("rows"), task("end").scheduled());
  }
}
