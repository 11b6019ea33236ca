package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.orchestration.RunningTasks.Running;
import dev.pawl.orchestration.RunningTasks.Task;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.StepInfo;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunningTasksViewTest {
  private static final RunId RUN = new RunId("r");
  private final RunningTasks running = new RunningTasks();

  @Test
  @Acceptance("T01")
  void theViewListsRunningTasksWithTheirStartUntilTheyAreConfirmed() {
    running.heard("w1", new Entry.Running("r", 1, 0, 3, 1, 42, 200, 0.5), 1_000_000_000);

    assertThat(running.ofRun(RUN))
        .containsExactly(new Running(new Task(RUN, 1, 3), 0, 1, 42, "w1", 800_000_000, 0.5));

    running.on(RUN, confirmed(3, 42));
    assertThat(running.all()).isEmpty();
  }

  @Test
  @Acceptance("M09")
  void aWorkerIsToldThatAnotherExecutionWasConfirmed() {
    running.heard("w1", new Entry.Running("r", 1, 0, 3, 1, 42, 200, 0.5), 1_000_000_000);

    assertThat(running.on(RUN, confirmed(3, 43)))
        .extracting(told -> told.worker() + " " + told.stop().reason())
        .containsExactly("w1 another execution was confirmed");
  }

  @Test
  @Acceptance("M09")
  void aWorkerIsToldWhenTheRoundOfItsTaskIsOver() {
    running.heard("w1", new Entry.Running("r", 1, 2, 3, 1, 42, 200, 0.5), 1_000_000_000);
    running.heard("w1", new Entry.Running("r", 9, 0, 3, 1, 42, 200, 0.5), 1_000_000_000);

    assertThat(
            running.on(
                RUN, new RunEvent.RoundBegan(1, 4, IndexSet.range(1, 4), 3, new byte[] {'1'})))
        .extracting(told -> told.stop().step() + " in round " + told.stop().round())
        .containsExactly("1 in round 2");
    assertThat(running.all()).hasSize(1);
  }

  @Test
  @Acceptance("M09")
  void theWorkerOfTheAttemptThatLostIsToldAndTheOtherIsNot() {
    running.heard("w1", new Entry.Running("r", 1, 0, 3, 1, 42, 200, 0.5), 1_000_000_000);
    running.heard("w2", new Entry.Running("r", 1, 0, 3, 2, 43, 200, 0.5), 1_000_000_000);
    assertThat(running.all()).hasSize(2);

    assertThat(running.on(RUN, confirmed(3, 43)))
        .extracting(told -> told.worker() + " " + told.stop().reason())
        .containsExactly("w1 another execution was confirmed");
    assertThat(running.all()).isEmpty();
  }

  @Test
  void anAttemptThatIsDroppedIsNotLookedAtAnyMore() {
    running.heard("w1", new Entry.Running("r", 1, 0, 3, 1, 42, 200, 0.5), 1_000_000_000);
    running.heard("w2", new Entry.Running("r", 1, 0, 3, 2, 43, 200, 0.5), 1_000_000_000);

    assertThat(
            running.on(
                RUN, new RunEvent.AttemptDropped(1, 1, 3, 1, 42, FailureKind.TIMEOUT, "slow")))
        .isEmpty();
    assertThat(running.all()).extracting(Running::worker).containsExactly("w2");
    assertThat(running.begun(new Task(RUN, 1, 3), 0, 1)).isFalse();
  }

  @Test
  @Acceptance("T01")
  void outstandingTasksAreThoseThatAreScheduledAndNotConfirmed() {
    RunDecider<String> decider = new RunDecider<>(new LedgerOnly());
    RunState<String> state = decider.initialState();
    List<StepInfo> steps =
        List.of(
            new StepInfo("input", "input", List.of(), false, false),
            new StepInfo("work", "task", List.of(0), true, true));
    decider.evolve(state, new RunEvent.RunStarted(1, "p", 1, "d", "a", steps, "i", new byte[] {}));
    decider.evolve(state, new RunEvent.TasksScheduled(1, 1, IndexSet.range(0, 5)));
    decider.evolve(state, confirmed(3, 42));

    assertThat(state.outstanding(1)).isEqualTo(IndexSet.of(0, 1, 2, 4));
    assertThat(state.scheduledCount(1) - state.doneCount(1)).isEqualTo(state.outstanding(1).size());
  }

  private static RunEvent confirmed(int index, long nonce) {
    return new RunEvent.ResultsConfirmed(
        1, 1, IndexSet.of(index), List.of(), nonce, Payloads.ofText("{}"), 1, 1);
  }
}
