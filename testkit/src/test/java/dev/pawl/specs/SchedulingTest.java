package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Expectation;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchedulingTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  private static final Drawn CHAIN =
      new Drawn(
          "chain",
          (graph, input) -> {
            Many<Integer> first =
                graph.task("first", Work.class, Drawn.numbers(graph, "items", input));
            return graph.task("end", Sum.class, graph.all(graph.task("second", Work.class, first)));
          });

  private static final Drawn DIAMOND =
      new Drawn(
          "diamond",
          (graph, input) -> {
            var left = graph.task("left", Work.class, input);
            var right = graph.task("right", Work.class, graph.task("middle", Work.class, input));
            return graph.combine("both", Integer.class, left, right, Integer::sum);
          });

  @Test
  @Acceptance("P05")
  void an_element_goes_on_while_its_neighbours_are_still_in_the_step_before() {
    SPECS
        .given(CHAIN, start(3))
        .when(task("first", 1).returns(7))
        .then(task("first", 1).confirmed(), task("second", 1).scheduled());
  }

  @Test
  @Acceptance("P05")
  void a_confirmation_before_the_last_does_not_open_a_barrier() {
    SPECS
        .given(start(0), task("catalog").returns(3), tasks("forecast", 0, 1).returns(1))
        .when(task("forecast", 2).returns(3))
        .then(task("forecast", 2).confirmed());
  }

  @Test
  @Acceptance({"P03", "P05"})
  void the_last_confirmation_of_a_barrier_schedules_what_waits_for_it() {
    SPECS
        .given(
            start(0),
            task("catalog").returns(3),
            task("forecast", 0).returns(1),
            task("forecast", 2).returns(3))
        .when(task("forecast", 1).returns(2))
        .then(
            task("forecast", 1).confirmed(),
            complete("forecast"),
            complete("all(forecast)"),
            task("report").scheduled());
  }

  @Test
  @Acceptance("P04")
  void branches_that_do_not_depend_on_each_other_are_scheduled_together() {
    SPECS
        .given(DIAMOND)
        .when(start(1))
        .then(started(), task("left").scheduled(), task("middle").scheduled());
  }

  @Test
  @Acceptance({"P02", "P03"})
  void a_step_of_two_sources_waits_for_both() {
    SPECS
        .given(DIAMOND, start(1), task("left").returns(10), task("middle").returns(1))
        .when(task("right").returns(5))
        .then(
            task("right").confirmed(),
            task("both").made(15),
            completedWith(15),
            runIs(RunStatus.COMPLETED));
  }

  @Test
  void one_batch_of_results_schedules_one_batch_of_tasks() {
    SPECS
        .given(CHAIN, start(5))
        .when(tasks("first", 1, 4).returns(1, 2, 3))
        .then(tasks("first", 1, 4).confirmed(), tasks("second", 1, 4).scheduled());
  }

  @Test
  void a_step_is_complete_only_when_its_source_is() {
    SPECS
        .given(CHAIN, start(1), task("first", 0).returns(1))
        .when(task("second", 0).returns(2))
        .then(
            task("second", 0).confirmed(),
            complete("second"),
            complete("all(second)"),
            task("end").scheduled());
  }

  @Test
  void tasks_that_a_queue_has_are_on_record_and_outstanding_as_before() {
    SPECS
        .given(start(0), task("catalog").returns(3))
        .when(
            act(
                "a queue takes forecast[0-1]",
                time -> new RunCommand.MarkDispatched(time, 3, 0, IndexSet.range(0, 2), "tasks")))
        .then(
            new Expectation.Fact(_ -> "forecast[0-1] dispatched to tasks"),
            outstanding("forecast", 0, 1, 2));
  }
}
