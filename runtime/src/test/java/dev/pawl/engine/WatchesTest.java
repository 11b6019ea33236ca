package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.engine.BadFunctionTest.Manner;
import dev.pawl.engine.BadFunctionTest.Shards;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunParked;
import dev.pawl.run.RunEvent.RunResumed;
import dev.pawl.run.RunEvent.RunStalled;
import dev.pawl.run.RunEvent.StepCompleted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class WatchesTest {
  private static final RunId RUN = new RunId("r1");

  private final Watches watches = new Watches(_ -> {});
  private final CompletableFuture<Outcome> outcome = watches.watch(RUN);

  @Test
  void aRunThatParksInTheMiddleOfABatchOfEventsIsToldOf() {
    become(new RunParked(1, 2, "why"), new StepCompleted(1, 1, IndexSet.of()));

    assertThat(outcome)
        .isCompletedWithValueMatching(
            end -> end.status() == RunStatus.PARKED && end.detail().equals("why"));
  }

  @Test
  void aRunThatGoesOnWithinTheSameBatchIsNot() {
    become(new RunStalled(1, 2), new RunParked(1, 2, "why"), new RunResumed(1));

    assertThat(outcome).isNotDone();
  }

  @Test
  void nobodyWaitsForAnEngineThatHasEnded() {
    CompletableFuture<String> answer = watches.answer(new CompletableFuture<>());
    CompletableFuture<String> answered = watches.answer(CompletableFuture.completedFuture("yes"));
    watches.fail(new IllegalStateException("the disk is gone"));

    assertThat(outcome).isCompletedExceptionally();
    assertThat(answer).isCompletedExceptionally();
    assertThat(answered).isCompletedWithValue("yes");
    assertThat(watches.watch(RUN)).isCompletedExceptionally();
    assertThat(watches.answer(new CompletableFuture<>())).isCompletedExceptionally();
  }

  private void become(RunEvent... events) {
    ProcessGraph graph = ProcessGraph.of(new Shards("shards", Manner.MENDED));
    TaskLedger running = new RunDecider<>(new GraphOrchestration(graph)).initialState();
    watches.durable(RUN, events.length, List.of(events), running);
  }
}
