package dev.pawl.wire;

import com.google.protobuf.CodedInputStream;
import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.graph.Step.Guard;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.BranchChosen;
import dev.pawl.run.RunEvent.Combined;
import dev.pawl.run.RunEvent.FannedOut;
import dev.pawl.run.RunEvent.Folded;
import dev.pawl.run.RunEvent.Planned;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.RoundBegan;
import dev.pawl.run.RunEvent.RoundsEnded;
import dev.pawl.run.RunEvent.RunCancelled;
import dev.pawl.run.RunEvent.RunCompleted;
import dev.pawl.run.RunEvent.RunFailed;
import dev.pawl.run.RunEvent.RunParked;
import dev.pawl.run.RunEvent.RunPaused;
import dev.pawl.run.RunEvent.RunResumed;
import dev.pawl.run.RunEvent.RunStalled;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunEvent.SignalReceived;
import dev.pawl.run.RunEvent.StepCompleted;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunEvent.TasksDispatched;
import dev.pawl.run.RunEvent.TasksReturned;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.proto.PawlProto;
import java.io.IOException;
import java.util.Optional;

/** Protobuf messages to events. What does not fit together is {@link IllegalArgumentException}. */
final class EventParser {
  private EventParser() {}

  static RunEvent parse(EventType type, CodedInputStream input) throws IOException {
    return switch (type) {
      case RUN_STARTED -> started(PawlProto.RunStarted.parseFrom(input));
      case TASKS_SCHEDULED, RETRIES_ISSUED, QUARANTINE_LIFTED ->
          tasks(type, PawlProto.Tasks.parseFrom(input));
      case TASKS_DISPATCHED -> dispatched(PawlProto.TasksDispatched.parseFrom(input));
      case TASKS_RETURNED -> returned(PawlProto.TasksReturned.parseFrom(input));
      case RESULTS_CONFIRMED -> confirmed(PawlProto.ResultsConfirmed.parseFrom(input));
      case RETRY_PLANNED, TASK_REISSUED, TASK_QUARANTINED, ATTEMPT_DROPPED ->
          failure(type, PawlProto.TaskFailure.parseFrom(input));
      case SECOND_ATTEMPT_ISSUED -> second(PawlProto.SecondAttemptIssued.parseFrom(input));
      case FANNED_OUT -> fannedOut(PawlProto.FannedOut.parseFrom(input));
      case PLANNED -> planned(PawlProto.Planned.parseFrom(input));
      case COMBINED -> combined(PawlProto.Combined.parseFrom(input));
      case FOLDED -> folded(PawlProto.Folded.parseFrom(input));
      case BRANCH_CHOSEN -> chosen(PawlProto.BranchChosen.parseFrom(input));
      case SIGNAL_RECEIVED -> received(PawlProto.SignalReceived.parseFrom(input));
      case ROUND_BEGAN -> roundBegan(PawlProto.RoundBegan.parseFrom(input));
      case ROUNDS_ENDED -> roundsEnded(PawlProto.RoundsEnded.parseFrom(input));
      case STEP_COMPLETED -> completed(PawlProto.StepCompleted.parseFrom(input));
      case RUN_PAUSED,
          RUN_PARKED,
          RUN_RESUMED,
          RUN_STALLED,
          RUN_COMPLETED,
          RUN_FAILED,
          RUN_CANCELLED ->
          changed(type, PawlProto.RunChanged.parseFrom(input));
    };
  }

  private static RunStarted started(PawlProto.RunStarted m) {
    return new RunStarted(
        m.getTime(),
        m.getDefinition(),
        m.getVersion(),
        m.getDigest(),
        m.getArtefact(),
        m.getStepsList().stream().map(EventParser::step).toList(),
        m.getInputDigest(),
        m.getInput().toByteArray(),
        m.hasParent() ? Optional.of(parent(m.getParent())) : Optional.empty());
  }

  private static ParentTask parent(PawlProto.ParentTask m) {
    return new ParentTask(
        run(m.getRun()),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getRound(), "round"),
        Columns.natural(m.getIndex(), "index"),
        Columns.natural(m.getAttempt(), "attempt"));
  }

  private static RunId run(String id) {
    try {
      return new RunId(id);
    } catch (PortFailure.Invalid e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static StepInfo step(PawlProto.StepInfo m) {
    return new StepInfo(
        m.getName(), m.getKind(), m.getSourcesList(), m.getMany(), m.getOnWorkers(), guard(m));
  }

  private static Optional<Guard> guard(PawlProto.StepInfo m) {
    int choice = Columns.natural(m.getChoice(), "choice");
    int entry = Columns.natural(m.getEntry(), "entry");
    if (entry != 0) {
      return Optional.of(new Body(entry));
    }
    return choice == 0 ? Optional.empty() : Optional.of(new Branch(choice, m.getSide()));
  }

  private static RunEvent tasks(EventType type, PawlProto.Tasks m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    int step = Columns.natural(m.getStep(), "step");
    if (type == EventType.TASKS_SCHEDULED) {
      return new TasksScheduled(m.getTime(), step, indexes);
    }
    return type == EventType.RETRIES_ISSUED
        ? new RetriesIssued(m.getTime(), step, indexes)
        : new QuarantineLifted(m.getTime(), step, indexes);
  }

  private static TasksDispatched dispatched(PawlProto.TasksDispatched m) {
    return new TasksDispatched(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.indexes(m.getIndexes()),
        m.getQueue());
  }

  private static TasksReturned returned(PawlProto.TasksReturned m) {
    return new TasksReturned(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.indexes(m.getIndexes()),
        m.getApart());
  }

  private static ResultsConfirmed confirmed(PawlProto.ResultsConfirmed m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    return new ResultsConfirmed(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        m.getNonce(),
        Columns.oneEach(Columns.column(m.getResults()), indexes),
        m.getMicros(),
        m.getSlowestMicros());
  }

  private static RunEvent failure(EventType type, PawlProto.TaskFailure m) {
    FailureKind kind = Columns.kind(m.getKind());
    int step = Columns.natural(m.getStep(), "step");
    int index = Columns.natural(m.getIndex(), "index");
    int attempt = Columns.natural(m.getAttempt(), "attempt");
    if (type == EventType.RETRY_PLANNED) {
      return new RetryPlanned(
          m.getTime(), step, index, attempt, m.getNonce(), kind, m.getError(), m.getNotBefore());
    }
    if (type == EventType.ATTEMPT_DROPPED) {
      return new AttemptDropped(
          m.getTime(), step, index, attempt, m.getNonce(), kind, m.getError());
    }
    return type == EventType.TASK_REISSUED
        ? new TaskReissued(m.getTime(), step, index, attempt, kind, m.getError())
        : new TaskQuarantined(m.getTime(), step, index, attempt, m.getNonce(), kind, m.getError());
  }

  private static SecondAttemptIssued second(PawlProto.SecondAttemptIssued m) {
    return new SecondAttemptIssued(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getIndex(), "index"),
        Columns.natural(m.getAttempt(), "attempt"),
        m.getRanMillis());
  }

  private static FannedOut fannedOut(PawlProto.FannedOut m) {
    return new FannedOut(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getFirst(), "first"),
        Columns.column(m.getValues()),
        Columns.natural(m.getParent(), "parent"),
        Columns.natural(m.getOrdinal(), "ordinal"));
  }

  private static Planned planned(PawlProto.Planned m) {
    return new Planned(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getFirst(), "first"),
        Columns.natural(m.getTotal(), "total"),
        Columns.column(m.getIds()),
        Columns.column(m.getValues()),
        Columns.lists(m.getParentCountsList(), m.getParentsList()));
  }

  private static Combined combined(PawlProto.Combined m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    return new Combined(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        indexes,
        Columns.oneEach(Columns.column(m.getValues()), indexes));
  }

  private static Folded folded(PawlProto.Folded m) {
    return new Folded(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getUpTo(), "up_to"),
        m.getAccumulator().toByteArray());
  }

  private static BranchChosen chosen(PawlProto.BranchChosen m) {
    return new BranchChosen(m.getTime(), Columns.natural(m.getStep(), "step"), m.getSide());
  }

  private static SignalReceived received(PawlProto.SignalReceived m) {
    return new SignalReceived(
        m.getTime(), Columns.natural(m.getStep(), "step"), m.getValue().toByteArray());
  }

  private static RoundBegan roundBegan(PawlProto.RoundBegan m) {
    IndexSet body = Columns.indexes(m.getBody());
    if (body.isEmpty()) {
      throw new IllegalArgumentException("a round should begin with a step, found none");
    }
    return new RoundBegan(
        m.getTime(),
        Columns.natural(m.getStep(), "step"),
        body,
        Columns.natural(m.getRound(), "round"),
        m.getValue().toByteArray());
  }

  private static RoundsEnded roundsEnded(PawlProto.RoundsEnded m) {
    return new RoundsEnded(
        m.getTime(), Columns.natural(m.getStep(), "step"), Columns.natural(m.getRound(), "round"));
  }

  private static StepCompleted completed(PawlProto.StepCompleted m) {
    return new StepCompleted(
        m.getTime(), Columns.natural(m.getStep(), "step"), Columns.indexes(m.getMissing()));
  }

  private static RunEvent changed(EventType type, PawlProto.RunChanged m) {
    int step = Columns.natural(m.getStep(), "step");
    return switch (type) {
      case RUN_PAUSED -> new RunPaused(m.getTime());
      case RUN_PARKED -> new RunParked(m.getTime(), step, m.getReason());
      case RUN_RESUMED -> new RunResumed(m.getTime());
      case RUN_STALLED ->
          new RunStalled(m.getTime(), Columns.natural(m.getQuarantined(), "quarantined"));
      case RUN_COMPLETED -> new RunCompleted(m.getTime(), m.getResult().toByteArray());
      case RUN_FAILED ->
          new RunFailed(m.getTime(), step, Columns.natural(m.getIndex(), "index"), m.getReason());
      default -> new RunCancelled(m.getTime());
    };
  }
}
