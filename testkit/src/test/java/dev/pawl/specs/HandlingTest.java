package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.pause;
import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Facts.paused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.Decision;
import dev.pawl.run.FailureKind;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Orchestration;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.ConfirmResults;
import dev.pawl.run.RunCommand.TrySecondAttempt;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunState;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.Spec;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way in which an orchestrator uses the decider: one call decides, and changes the state. */
class HandlingTest {
  private static final int CATALOG = 1;
  private static final int FORECAST = 3;
  private static final long NOW = 1_000_000;

  private final ProcessGraph graph = ProcessGraph.of(Drawn.forecast());
  private final Orchestration<?> orchestration = new GraphOrchestration(graph);
  private final Handled<?> run = new Handled<>(orchestration);
  private final RunState<?> state = run.state;
  private final List<RunEvent> log = log();

  /** A decider and its state, with their type kept together. */
  private static final class Handled<S> {
    private final RunDecider<S> decider;
    private final RunState<S> state;

    Handled(Orchestration<S> orchestration) {
      decider = new RunDecider<>(orchestration);
      state = decider.initialState();
    }

    Decision handle(RunCommand command) {
      return decider.handle(state, command);
    }
  }

  private List<RunEvent> log() {
    Bench bench = new Bench(graph, new TinyJson());
    assertThat(Spec.given(start(3)).when(pause()).then(paused()).check(bench).holds()).isTrue();
    return bench.log();
  }

  private Decision begin() {
    return run.handle(new RunCommand.Start(NOW, (RunStarted) log.get(0)));
  }

  @Test
  @Acceptance("P09")
  void a_handled_command_gives_what_it_leads_to_and_all_that_follows() {
    Decision begun = begin();

    assertThat(begun.events()).isEqualTo(log.subList(0, 3));
    assertThat(begun.rejections()).isEmpty();
    assertThat(state.position()).isEqualTo(3);
    assertThat(state.started()).isSameAs(log.get(0));
    assertThat(state.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(state.outstanding(CATALOG)).isEqualTo(IndexSet.of(0));
  }

  @Test
  @Acceptance("P13")
  void a_refused_command_changes_nothing() {
    begin();

    Decision again = begin();

    assertThat(again.events()).isEmpty();
    assertThat(again.rejections()).hasSize(1);
    assertThat(again.rejections().get(0).reason()).isEqualTo(Reason.EXISTS);
    assertThat(again.rejections().get(0).detail()).isEqualTo("a run of this id exists, running");
    assertThat(state.position()).isEqualTo(3);
  }

  @Test
  @Acceptance("P08")
  void the_next_retry_is_known_until_it_is_issued() {
    begin();
    assertThat(state.nextRetryAt()).isEqualTo(Long.MAX_VALUE);

    Decision failed = fails(CATALOG, 0);

    RetryPlanned planned = (RetryPlanned) failed.events().get(0);
    assertThat(state.nextRetryAt()).isEqualTo(planned.notBefore()).isGreaterThan(NOW);
    assertThat(state.outstanding(CATALOG)).isEqualTo(IndexSet.empty());
    run.handle(new RunCommand.IssueRetries(planned.notBefore()));
    assertThat(state.nextRetryAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(state.attempt(CATALOG, 0)).isEqualTo(2);
  }

  @Test
  void a_function_that_misbehaves_parks_the_run_and_a_cancelled_one_is_over() {
    begin();

    Decision parked = run.handle(new RunCommand.Park(NOW, 2, 0, "loops"));
    assertThat(state.status()).isEqualTo(RunStatus.PARKED);
    assertThat(parked.events()).hasSize(1);
    run.handle(new RunCommand.Cancel(NOW));

    Decision late = run.handle(new RunCommand.Pause(NOW));
    assertThat(late.events()).isEmpty();
    assertThat(late.rejections().get(0).detail()).isEqualTo("the run is over: cancelled");
  }

  /** Begins a run with some forecasts. */
  private void beginForecasts(int count) {
    begin();
    run.handle(results(CATALOG, IndexSet.of(0), 1));
    run.handle(
        new RunCommand.RecordFanOut(
            NOW, 2, 0, 0, Payloads.of(Collections.nCopies(count, new byte[] {'1'})), 1, 0));
  }

  private static ConfirmResults results(int step, IndexSet indexes, long micros) {
    Payloads values = Payloads.of(Collections.nCopies(indexes.size(), new byte[] {'1'}));
    return new ConfirmResults(NOW, step, 0, indexes, List.of(), 7, values, micros, 5);
  }

  private Decision fails(int step, int index) {
    return run.handle(
        new RunCommand.ReportFailure(NOW, step, 0, index, 1, 7, FailureKind.ERROR, "no"));
  }

  @Test
  @Acceptance("P08")
  void a_result_before_its_retry_leaves_the_retries_of_others_planned() {
    beginForecasts(3);
    fails(FORECAST, 0);
    fails(FORECAST, 1);
    fails(FORECAST, 2);
    long due = state.nextRetryAt();

    run.handle(results(FORECAST, IndexSet.of(0), 1));
    assertThat(state.nextRetryAt()).isEqualTo(due);

    Decision issued = run.handle(new RunCommand.IssueRetries(due));
    assertThat(issued.events())
        .containsExactly(new RetriesIssued(due, FORECAST, IndexSet.range(1, 3)));
    assertThat(state.nextRetryAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_batch_that_counts_in_part_took_its_share_of_the_time() {
    beginForecasts(3);
    run.handle(results(FORECAST, IndexSet.of(1), 1));

    Decision rest = run.handle(results(FORECAST, IndexSet.range(0, 3), 90));

    ResultsConfirmed confirmed = (ResultsConfirmed) rest.events().get(0);
    assertThat(confirmed.indexes()).isEqualTo(IndexSet.of(0, 2));
    assertThat(confirmed.micros()).isEqualTo(60);
    assertThat(confirmed.slowestMicros()).isEqualTo(5);
  }

  @Test
  @Acceptance("P14")
  void a_refusal_says_whether_the_step_or_the_task_is_not_there() {
    begin();

    assertThat(refusal(results(6, IndexSet.of(0), 1))).isEqualTo("the run has no step 6");
    assertThat(refusal(results(0, IndexSet.of(0), 1))).isEqualTo("results of step 0 among 0");
    assertThat(detail(fails(6, 0))).isEqualTo("the run has no step 6");
    assertThat(detail(fails(0, 0))).isEqualTo("the run has no task 0[0]");
    assertThat(refusal(new TrySecondAttempt(NOW, 6, 0, 0, 1, 1)))
        .isEqualTo("the run has no step 6");
    assertThat(refusal(new TrySecondAttempt(NOW, 0, 0, 0, 1, 1)))
        .isEqualTo("the run has no task 0[0]");
  }

  @Test
  void a_refusal_of_a_second_attempt_says_what_is_in_its_way() {
    begin();
    run.handle(new RunCommand.Pause(NOW));

    assertThat(refusal(new TrySecondAttempt(NOW, CATALOG, 0, 0, 1, 1)))
        .isEqualTo("task 1[0] gets no second attempt: the run is paused");
  }

  private String refusal(RunCommand command) {
    return detail(run.handle(command));
  }

  private static String detail(Decision refused) {
    assertThat(refused.events()).isEmpty();
    return refused.rejections().get(0).detail();
  }

  @Test
  void what_is_refused_in_one_state_may_count_in_a_later_one_unless_it_is_done_or_over() {
    begin();
    RunCommand early = results(FORECAST, IndexSet.of(0), 1);
    assertThat(reason(early).mayBeBehind()).isTrue();

    run.handle(results(CATALOG, IndexSet.of(0), 1));
    assertThat(reason(results(CATALOG, IndexSet.of(0), 1)).mayBeBehind()).isFalse();

    run.handle(new RunCommand.Cancel(NOW));
    assertThat(reason(early).mayBeBehind()).isFalse();
  }

  private Reason reason(RunCommand refused) {
    return run.handle(refused).rejections().get(0).reason();
  }
}
