package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.orchestration.SecondAttempts.Count;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first attempt began at 100 s; the second was issued at 120 s. */
final class SecondAttemptsTest {
  private final SecondAttempts seconds = new SecondAttempts();

  @Test
  void whereTheSecondWinsTheTimeOfTheFirstIsWasted() {
    issued();
    seconds.on(confirmed(125_000, 2));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 1, 25_000));
  }

  @Test
  void whereTheFirstWinsTheTimeOfTheSecondIs() {
    issued();
    seconds.on(confirmed(125_000, 1));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 0, 5_000));
  }

  @Test
  void anAttemptThatEndedWastesNoMoreTime() {
    issued();
    seconds.on(new RunEvent.AttemptDropped(123_000, 1, 3, 2, 7, FailureKind.ERROR, "disk full"));
    seconds.on(confirmed(125_000, 1));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 0, 3_000));
  }

  @Test
  void aSecondThatWinsAfterTheFirstEndedHasWon() {
    issued();
    seconds.on(new RunEvent.AttemptDropped(121_000, 1, 3, 1, 7, FailureKind.TIMEOUT, "slow"));
    seconds.on(confirmed(125_000, 2));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 1, 21_000));
  }

  @Test
  void whatIsTriedAgainIsDecidedOtherwise() {
    issued();
    seconds.on(new RunEvent.AttemptDropped(121_000, 1, 3, 1, 7, FailureKind.TIMEOUT, "slow"));
    seconds.on(new RunEvent.TaskReissued(122_000, 1, 3, 3, FailureKind.TIMEOUT, "slow"));
    seconds.on(confirmed(125_000, 3));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 0, 21_000));
  }

  @Test
  void otherTasksAndStepsHaveNone() {
    issued();
    seconds.on(
        new RunEvent.ResultsConfirmed(
            125_000, 1, IndexSet.of(2), List.of(), 9, Payloads.ofText("1"), 1, 1));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 0, 0));
    assertThat(seconds.of(2)).isEqualTo(Count.NONE);
  }

  @Test
  void aClockThatWentBackWastesNothing() {
    issued();
    seconds.on(confirmed(90_000, 2));

    assertThat(seconds.of(1)).isEqualTo(new Count(1, 1, 0));
  }

  private void issued() {
    seconds.on(new RunEvent.SecondAttemptIssued(120_000, 1, 3, 2, 20_000));
  }

  private static RunEvent confirmed(long time, int attempt) {
    return new RunEvent.ResultsConfirmed(
        time, 1, IndexSet.of(3), List.of(attempt), 9, Payloads.ofText("1"), 1, 1);
  }
}
