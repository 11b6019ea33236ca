package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FunctionOutcomeTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(allKinds(), new TinyJson());

  /** Steps: 0 input, 1 items, 2 work, 3 factor, 4 scaled, 5 sum, 6 large, 7 more, 8 large/merge. */
  private static Drawn allKinds() {
    return new Drawn(
        "kinds",
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
          return graph.when(
              "large",
              graph.fold("sum", Integer.class, scaled, 0, Integer::sum),
              sum -> sum > 10,
              sum -> graph.task("more", Work.class, sum),
              sum -> sum);
        });
  }

  private static Act items(int first, int parent, int ordinal, String... values) {
    return act(
        "items answers",
        time ->
            new RunCommand.RecordFanOut(
                time, 1, 0, first, Payloads.ofText(values), parent, ordinal));
  }

  private static Act scaled(IndexSet indexes, String... values) {
    return act(
        "scaled answers for " + indexes,
        time -> new RunCommand.RecordCombined(time, 4, 0, indexes, Payloads.ofText(values)));
  }

  private static Act sum(int from, int upTo, String accumulator) {
    return act(
        "sum answers for " + from + " to " + upTo + ": " + accumulator,
        time ->
            new RunCommand.RecordFold(
                time,
                5,
                0,
                from,
                upTo,
                accumulator.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Act large(boolean side) {
    return act("large answers " + side, time -> new RunCommand.RecordChoice(time, 6, 0, side));
  }

  private static Act result(String value) {
    return act(
        "the result is " + value,
        time ->
            new RunCommand.RecordResult(
                time, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static final Act FACTOR = task("factor").returns(1);

  @Test
  void a_fan_out_may_answer_in_parts() {
    SPECS
        .givenSilentFunctions(start(3), items(0, 0, 2, "0", "1"))
        .when(items(2, 1, 0, "2"))
        .then(task("items", 2).made(2), complete("items"), task("work", 2).scheduled());
  }

  @Test
  @Acceptance("P07")
  void a_fan_out_that_answers_twice_counts_once() {
    SPECS
        .givenSilentFunctions(start(3), items(0, 0, 2, "0", "1"))
        .when(items(0, 0, 2, "0", "1"), items(0, 1, 0, "0", "1"))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  void a_fan_out_that_gets_no_further_does_not_count() {
    SPECS
        .givenSilentFunctions(start(3), items(0, 0, 2, "0", "1"))
        .when(items(2, 0, 2), items(2, 0, 1, "2"))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  @Acceptance("P03")
  void a_fan_out_of_elements_that_are_not_there_does_not_count() {
    SPECS
        .givenSilentFunctions(start(3))
        .when(items(0, 1, 1, "0"), items(0, 2, 0, "0"))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  @Acceptance("P07")
  void a_fan_out_of_nothing_that_answers_twice_counts_once() {
    SPECS
        .givenSilentFunctions(start(0), items(0, 1, 0))
        .when(items(0, 1, 0))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P07")
  void a_combination_that_answers_twice_counts_once() {
    SPECS
        .givenSilentFunctions(
            start(2),
            items(0, 1, 0, "0", "1"),
            tasks("work", 0, 2).returns(0, 1),
            FACTOR,
            scaled(IndexSet.range(0, 2), "0", "1"))
        .when(scaled(IndexSet.of(1), "1"))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P03")
  void a_combination_of_elements_that_are_not_there_does_not_count() {
    SPECS
        .givenSilentFunctions(
            start(2), items(0, 1, 0, "0", "1"), task("work", 0).returns(0), FACTOR)
        .when(scaled(IndexSet.range(0, 2), "0", "1"))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P03")
  void a_combination_without_its_one_value_does_not_count() {
    SPECS
        .givenSilentFunctions(start(1), items(0, 1, 0, "0"), task("work", 0).returns(0))
        .when(scaled(IndexSet.of(0), "0"))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_combination_may_answer_for_some_elements_while_others_come() {
    SPECS
        .givenSilentFunctions(
            start(3),
            items(0, 1, 0, "0", "1", "2"),
            task("work", 1).returns(0),
            FACTOR,
            task("work", 0).returns(0))
        .when(scaled(IndexSet.of(1), "0"))
        .then(task("scaled", 1).made(0));
  }

  @Test
  void a_combination_of_elements_counts_though_many_came_before_them_since() {
    SPECS
        .givenSilentFunctions(
            start(4_097),
            items(0, 1, 0, Collections.nCopies(4_097, "0").toArray(String[]::new)),
            FACTOR,
            tasks("work", 0, 4_097).returnsEach(i -> i))
        .when(scaled(IndexSet.of(4_096), "5"))
        .then(task("scaled", 4_096).made(5));
  }

  @Test
  @Acceptance("P07")
  void a_fold_that_answers_twice_counts_once() {
    SPECS
        .givenSilentFunctions(
            start(1),
            items(0, 1, 0, "0"),
            task("work", 0).returns(0),
            FACTOR,
            scaled(IndexSet.of(0), "5"),
            sum(0, 1, "5"))
        .when(sum(0, 1, "5"))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P07")
  void a_late_answer_of_a_fold_does_not_undo_a_later_one() {
    SPECS
        .givenSilentFunctions(
            start(2),
            items(0, 1, 0, "0", "1"),
            tasks("work", 0, 2).returns(0, 1),
            FACTOR,
            scaled(IndexSet.range(0, 2), "5", "6"),
            sum(0, 1, "5"))
        .when(sum(1, 2, "11"), sum(0, 1, "5"))
        .then(folded("sum", 2, 11), refused(Reason.STALE));
  }

  @Test
  @Acceptance("P03")
  void a_fold_of_elements_that_are_not_there_does_not_count() {
    SPECS
        .givenSilentFunctions(start(2), items(0, 1, 0, "0", "1"))
        .when(sum(0, 2, "5"))
        .then(refused(Reason.STALE));
  }

  @Test
  void a_fold_that_takes_none_of_the_elements_that_are_there_does_not_count() {
    SPECS
        .givenSilentFunctions(
            start(1),
            items(0, 1, 0, "0"),
            task("work", 0).returns(0),
            FACTOR,
            scaled(IndexSet.of(0), "5"))
        .when(sum(0, 0, "0"))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P07")
  void a_choice_is_made_once() {
    SPECS
        .givenSilentFunctions(start(0), items(0, 1, 0), sum(0, 0, "20"), large(true))
        .when(large(false))
        .then(refused(Reason.STALE));
  }

  @Test
  @Acceptance("P03")
  void a_choice_before_its_value_is_there_does_not_count() {
    SPECS.givenSilentFunctions(start(0)).when(large(true)).then(refused(Reason.STALE));
  }

  @Test
  @Acceptance({"P03", "P20"})
  void a_result_before_its_step_is_complete_does_not_count() {
    SPECS.givenSilentFunctions(start(0)).when(result("1")).then(refused(Reason.STALE));
  }

  @Test
  void what_a_function_says_when_only_the_result_is_left_does_not_count() {
    SPECS
        .givenSilentFunctions(start(0), items(0, 1, 0), sum(0, 0, "0"), large(false))
        .when(sum(0, 0, "7"), large(true))
        .then(refused(Reason.STALE), refused(Reason.STALE));
  }

  @Test
  @Acceptance("P20")
  void a_result_counts_once() {
    SPECS
        .givenSilentFunctions(start(0), items(0, 1, 0), sum(0, 0, "0"), large(false))
        .when(result("0"), result("0"))
        .then(completedWith(0), refused(Reason.RUN_OVER));
  }

  @Test
  @Acceptance("P14")
  void an_answer_of_a_step_that_is_not_there_does_not_count() {
    SPECS
        .givenSilentFunctions(start(0))
        .when(
            act(
                "step 99 answers",
                time -> new RunCommand.RecordFanOut(time, 99, 0, 0, Payloads.empty(), 1, 0)),
            act("step 99 answers", time -> new RunCommand.RecordChoice(time, 99, 0, true)),
            combined(-1),
            combined(9),
            combined(99))
        .then(
            refused(Reason.STALE),
            refused(Reason.STALE),
            refused(Reason.STALE),
            refused(Reason.STALE),
            refused(Reason.STALE));
  }

  /** The process has the steps 0 to 8. */
  private static Act combined(int step) {
    return act(
        "step " + step + " answers for 0",
        time -> new RunCommand.RecordCombined(time, step, 0, IndexSet.of(0), Payloads.ofText("1")));
  }
}
