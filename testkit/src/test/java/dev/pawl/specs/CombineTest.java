package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.Functions;
import dev.pawl.testkit.specs.Spec;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CombineTest {
  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(scaled(), new TinyJson());

  private static Drawn scaled() {
    return new Drawn(
        "scaled",
        (graph, input) -> {
          Many<Integer> items =
              graph.task("work", Work.class, Drawn.numbers(graph, "items", input));
          Many<Integer> scaled =
              graph.combine(
                  "scaled",
                  Integer.class,
                  items,
                  graph.task("factor", Work.class, input),
                  (a, b) -> a * b);
          return graph.task("end", Sum.class, graph.all(graph.task("use", Work.class, scaled)));
        });
  }

  @Test
  void elements_wait_for_the_one_value() {
    SPECS.given(start(2)).when(task("work", 1).returns(5)).then(task("work", 1).confirmed());
  }

  @Test
  void the_one_value_sets_off_all_elements_that_are_there() {
    SPECS
        .given(start(3), task("work", 0).returns(5), task("work", 2).returns(7))
        .when(task("factor").returns(10))
        .then(
            task("factor").confirmed(),
            tasks("scaled", IndexSet.of(0, 2)).made(50, 70),
            tasks("use", IndexSet.of(0, 2)).scheduled());
  }

  @Test
  void each_later_element_is_combined_as_it_comes() {
    SPECS
        .given(start(2), task("factor").returns(10))
        .when(task("work", 1).returns(5))
        .then(task("work", 1).confirmed(), task("scaled", 1).made(50), task("use", 1).scheduled());
  }

  @Test
  void a_combination_of_no_elements_does_not_wait_for_the_one_value() {
    SPECS
        .given()
        .when(start(0))
        .then(started(), task("factor").scheduled(), madeNone("items"), task("end").scheduled());
  }

  @Test
  void a_combination_of_two_values_is_one_value() {
    Drawn pair =
        new Drawn(
            "pair",
            (graph, input) -> graph.combine("pair", Integer.class, input, input, Integer::sum));
    Spec.given(start(2))
        .when(
            act(
                "pair answers for 1",
                time ->
                    new RunCommand.RecordCombined(
                        time, 1, 0, IndexSet.of(1), Payloads.ofText("4"))),
            act(
                "pair answers for 0",
                time ->
                    new RunCommand.RecordCombined(
                        time, 1, 0, IndexSet.of(0), Payloads.ofText("4"))))
        .then(task("pair").made(4), refused(Reason.STALE))
        .check(new Bench(ProcessGraph.of(pair), new TinyJson(), Functions.silent()))
        .requireHolds();
  }
}
