package dev.pawl.wire;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.PortFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events, and the number that stands for each in the log. These numbers are the
 * format: none is ever changed, or used again for another kind.
 */
enum EventType {
  RUN_STARTED(1),
  TASKS_SCHEDULED(2),
  TASKS_DISPATCHED(3),
  TASKS_RETURNED(4),
  RESULTS_CONFIRMED(5),
  RETRY_PLANNED(6),
  TASK_REISSUED(7),
  RETRIES_ISSUED(8),
  TASK_QUARANTINED(9),
  QUARANTINE_LIFTED(10),
  FANNED_OUT(11),
  COMBINED(12),
  FOLDED(13),
  BRANCH_CHOSEN(14),
  STEP_COMPLETED(15),
  RUN_PAUSED(16),
  RUN_PARKED(17),
  RUN_RESUMED(18),
  RUN_STALLED(19),
  RUN_COMPLETED(20),
  RUN_FAILED(21),
  RUN_CANCELLED(22),
  PLANNED(23),
  ROUND_BEGAN(25),
  ROUNDS_ENDED(26),
  SIGNAL_RECEIVED(27),
  SECOND_ATTEMPT_ISSUED(29),
  ATTEMPT_DROPPED(30);

  /** By number; a number that stands for nothing is null. */
  private static final @Nullable EventType[] BY_NUMBER = byNumber();

  private static @Nullable EventType[] byNumber() {
    int highest = Arrays.stream(values()).mapToInt(EventType::number).max().orElse(0);
    @Nullable EventType[] types = new EventType[highest + 1];
    for (EventType type : values()) {
      types[type.number] = type;
    }
    return types;
  }

  private final int number;

  EventType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static EventType of(RunEvent event) {
    return switch (event) {
      case RunEvent.RunStarted _ -> RUN_STARTED;
      case RunEvent.TasksScheduled _ -> TASKS_SCHEDULED;
      case RunEvent.TasksDispatched _ -> TASKS_DISPATCHED;
      case RunEvent.TasksReturned _ -> TASKS_RETURNED;
      case RunEvent.ResultsConfirmed _ -> RESULTS_CONFIRMED;
      case RunEvent.RetryPlanned _ -> RETRY_PLANNED;
      case RunEvent.TaskReissued _ -> TASK_REISSUED;
      case RunEvent.RetriesIssued _ -> RETRIES_ISSUED;
      case RunEvent.TaskQuarantined _ -> TASK_QUARANTINED;
      case RunEvent.QuarantineLifted _ -> QUARANTINE_LIFTED;
      case RunEvent.FannedOut _ -> FANNED_OUT;
      case RunEvent.Planned _ -> PLANNED;
      case RunEvent.Combined _ -> COMBINED;
      case RunEvent.Folded _ -> FOLDED;
      case RunEvent.BranchChosen _ -> BRANCH_CHOSEN;
      case RunEvent.StepCompleted _ -> STEP_COMPLETED;
      case RunEvent.RunPaused _ -> RUN_PAUSED;
      case RunEvent.RunParked _ -> RUN_PARKED;
      case RunEvent.RunResumed _ -> RUN_RESUMED;
      case RunEvent.RunStalled _ -> RUN_STALLED;
      case RunEvent.RunCompleted _ -> RUN_COMPLETED;
      case RunEvent.RunFailed _ -> RUN_FAILED;
      case RunEvent.RunCancelled _ -> RUN_CANCELLED;
      case RunEvent.SignalReceived _ -> SIGNAL_RECEIVED;
      case RunEvent.RoundBegan _ -> ROUND_BEGAN;
      case RunEvent.RoundsEnded _ -> ROUNDS_ENDED;
      case RunEvent.SecondAttemptIssued _ -> SECOND_ATTEMPT_ISSUED;
      case RunEvent.AttemptDropped _ -> ATTEMPT_DROPPED;
    };
  }

  /** The kind with a number; {@link PortFailure.Corrupt} where there is none. */
  static EventType of(int number) {
    EventType type = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    if (type == null) {
      throw new PortFailure.Corrupt(
          "the type of an event should be a known number up to "
              + (BY_NUMBER.length - 1)
              + ", found "
              + number
              + "; a newer version may have written it");
    }
    return type;
  }
}
