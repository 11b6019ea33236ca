package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.ManyRun;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.FailureKind;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** To the aggregate a child run is a task that no worker has. */
class ChildRunTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(regions(run -> run), new TinyJson());

  /** What is run for each region. */
  static final class Region implements ProcessDefinition<Integer, Integer> {
    @Override
    public String name() {
      return "region";
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.task("measure", Work.class, input);
    }
  }

  private static Drawn regions(UnaryOperator<ManyRun<Integer>> settings) {
    return new Drawn(
        "regions",
        (graph, input) ->
            graph.task(
                "report",
                Sum.class,
                graph.all(
                    graph.task(
                        "check",
                        Work.class,
                        settings.apply(
                            graph.run(
                                "region",
                                Region.class,
                                Drawn.numbers(graph, "regions", input)))))));
  }

  private static Act ends(int index) {
    return task("region", index)
        .fails(FailureKind.PERMANENT, "child run r." + index + " was cancelled");
  }

  @Test
  void each_element_is_a_task_of_its_own() {
    SPECS
        .given()
        .when(start(2))
        .then(started(), tasks("regions", 0, 2).made(0, 1), tasks("region", 0, 2).scheduled());
  }

  @Test
  void the_result_of_a_child_run_goes_on_while_others_are_under_way() {
    SPECS
        .given(start(2))
        .when(task("region", 1).returns(7))
        .then(
            task("region", 1).confirmed(), task("check", 1).scheduled(), outstanding("region", 0));
  }

  @Test
  void one_value_is_one_child_run() {
    SPECS
        .given(
            new Drawn("one-region", (graph, input) -> graph.run("region", Region.class, input)),
            start(2))
        .when(task("region").returns(3))
        .then(task("region").confirmed(), completedWith(3));
  }

  @Test
  void a_child_run_without_a_result_is_quarantined_at_once() {
    SPECS
        .given(start(2))
        .when(ends(0))
        .then(task("region", 0).quarantined("child run r.0 was cancelled"));
  }

  @Test
  void a_run_whose_child_runs_are_all_quarantined_is_stalled() {
    SPECS
        .given(start(1))
        .when(ends(0))
        .then(
            task("region", 0).quarantined("child run r.0 was cancelled"),
            stalled(1),
            runIs(RunStatus.STALLED));
  }

  @Test
  void a_child_run_that_completes_after_all_lifts_the_quarantine() {
    SPECS
        .given(start(1), ends(0))
        .when(task("region", 0).returns(5))
        .then(
            task("region", 0).confirmed(), task("check", 0).scheduled(), runIs(RunStatus.RUNNING));
  }

  @Test
  void a_restored_child_run_begins_its_second_attempt() {
    SPECS
        .given(start(1), ends(0))
        .when(retry())
        .then(task("region", 0).leavesQuarantine(), outstanding("region", 0));
    SPECS
        .given(start(1), ends(0), retry())
        .when(task("region", 0).attempt(2).returns(5))
        .then(task("region", 0).attempt(2).confirmed(), task("check", 0).scheduled());
  }

  @Test
  void of_two_child_runs_for_one_element_the_first_to_complete_counts() {
    SPECS
        .given(start(1), ends(0), retry(), task("region", 0).returns(4))
        .when(task("region", 0).attempt(2).returns(5))
        .then(refused(Reason.DUPLICATE));
  }

  @Test
  void a_share_of_child_runs_may_be_tolerated() {
    SPECS
        .given(
            regions(run -> run.tolerate(0.5)),
            start(2),
            task("region", 1).returns(7),
            task("check", 1).returns(7))
        .when(ends(0))
        .then(
            task("region", 0).quarantined("child run r.0 was cancelled"),
            completeWithout("region", 0),
            completeWithout("check", 0),
            task("report").scheduled());
  }

  @Test
  void a_child_run_may_end_its_parent() {
    SPECS
        .given(regions(ManyRun::failRun), start(1))
        .when(ends(0))
        .then(
            task("region", 0).quarantined("child run r.0 was cancelled"),
            task("region", 0).failedTheRun("child run r.0 was cancelled"));
  }

  @Test
  void no_elements_are_no_child_runs() {
    SPECS.given().when(start(0)).then(started(), madeNone("regions"), task("report").scheduled());
  }

  @Test
  void the_log_tells_steps_with_tasks_and_child_runs_from_others() {
    List<StepInfo> steps = StepInfo.of(ProcessGraph.of(regions(run -> run)));

    assertThat(steps.stream().filter(StepInfo::hasTasks).map(StepInfo::name))
        .containsExactly("region", "check", "all(check)", "report");
    assertThat(steps.stream().filter(StepInfo::runsChildren).map(StepInfo::name))
        .containsExactly("region");
  }
}
