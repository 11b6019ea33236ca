package dev.pawl.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.pawl.run.FailureKind;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.proto.PawlProto;

/**
 * Events as records of a log: a number for the type, and a protobuf message (see {@code pawl.proto}). The numbers below are the
 * format: they are never changed or used again.
 */
public final class EventCodec {
  private EventCodec() {}

  /** The record of an event. */
  public static EventRecord encode(RunEvent event) {
    return switch (event) {
      case RunStarted e -> record(1, started(e));
      case TasksScheduled e -> record(2, tasks(e.time(), e.step(), e.indexes()));
      case TasksDispatched e ->
          record(3, PawlProto.TasksDispatched.newBuilder().setTime(e.time()).setStep(e.step())
              .setIndexes(Columns.indexes(e.indexes())).setQueue(e.queue()).build());
      case TasksReturned e ->
          record(4, PawlProto.TasksReturned.newBuilder().setTime(e.time()).setStep(e.step())
              .setIndexes(Columns.indexes(e.indexes())).setApart(e.apart()).build());
      case ResultsConfirmed e -> record(5, confirmed(e));
      case RetryPlanned e ->
          record(6, failure(e.time(), e.step(), e.index(), e.attempt(), e.nonce(), e.kind(), e.error()).setNotBefore(e.notBefore()).build());
      case TaskReissued e -> record(7, failure(e.time(), e.step(), e.index(), e.attempt(), 0, e.kind(), e.error()).build());
      case RetriesIssued e -> record(8, tasks(e.time(), e.step(), e.indexes()));
      case TaskQuarantined e ->
          record(9, failure(e.time(), e.step(), e.index(), e.attempt(), e.nonce(), e.kind(), e.error()).build());
      case QuarantineLifted e -> record(10, tasks(e.time(), e.step(), e.indexes()));
      case FannedOut e ->
          record(11, PawlProto.FannedOut.newBuilder().setTime(e.time()).setStep(e.step()).setFirst(e.first())
              .setValues(Columns.column(e.values())).setParent(e.parent()).setOrdinal(e.ordinal()).build());
      case Combined e ->
          record(12, PawlProto.Combined.newBuilder().setTime(e.time()).setStep(e.step())
              .setIndexes(Columns.indexes(e.indexes())).setValues(Columns.column(e.values())).build());
      case Folded e ->
          record(13, PawlProto.Folded.newBuilder().setTime(e.time()).setStep(e.step()).setUpTo(e.upTo())
              .setAccumulator(Columns.bytes(e.accumulator())).build());
      case BranchChosen e ->
          record(14, PawlProto.BranchChosen.newBuilder().setTime(e.time()).setStep(e.step()).setSide(e.side()).build());
      case StepCompleted e ->
          record(15, PawlProto.StepCompleted.newBuilder().setTime(e.time()).setStep(e.step()).setMissing(Columns.indexes(e.missing())).build());
      case RunPaused e -> record(16, changed(e.time()).build());
      case RunParked e -> record(17, changed(e.time()).setStep(e.step()).setReason(e.reason()).build());
      case RunResumed e -> record(18, changed(e.time()).build());
      case RunStalled e -> record(19, changed(e.time()).setQuarantined(e.quarantined()).build());
      case RunCompleted e -> record(20, changed(e.time()).setResult(Columns.bytes(e.result())).build());
      case RunFailed e -> record(21, changed(e.time()).setStep(e.step()).setIndex(e.index()).setReason(e.error()).build());
      case RunCancelled e -> record(22, changed(e.time()).build());
    };
  }

  /** The event of a record that was read. */
  public static RunEvent decode(StoredEvent stored) {
    return decode(stored.type(), stored.payload());
  }

  /**
   * The event of a record.
   *
   * @throws PortFailure.Corrupt where the type is not known or the payload is malformed
   */
  public static RunEvent decode(int type, byte[] payload) {
    try {
      return switch (type) {
        case 1 -> started(PawlProto.RunStarted.parseFrom(payload));
        case 2 -> {
          PawlProto.Tasks m = PawlProto.Tasks.parseFrom(payload);
          yield new TasksScheduled(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()));
        }
        case 3 -> {
          PawlProto.TasksDispatched m = PawlProto.TasksDispatched.parseFrom(payload);
          yield new TasksDispatched(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()), m.getQueue());
        }
        case 4 -> {
          PawlProto.TasksReturned m = PawlProto.TasksReturned.parseFrom(payload);
          yield new TasksReturned(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()), m.getApart());
        }
        case 5 -> confirmed(PawlProto.ResultsConfirmed.parseFrom(payload));
        case 6, 7, 9 -> failed(type, PawlProto.TaskFailure.parseFrom(payload));
        case 8 -> {
          PawlProto.Tasks m = PawlProto.Tasks.parseFrom(payload);
          yield new RetriesIssued(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()));
        }
        case 10 -> {
          PawlProto.Tasks m = PawlProto.Tasks.parseFrom(payload);
          yield new QuarantineLifted(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()));
        }
        case 11, 12, 13, 14, 15 -> value(type, payload);
        case 16, 17, 18, 19, 20, 21, 22 -> changed(type, PawlProto.RunChanged.parseFrom(payload));
        default -> throw new PortFailure.Corrupt("an event's type should be 1 to 22, found " + type + "; it may come from a newer version");
      };
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new PortFailure.Corrupt("an event of type " + type + " is malformed: " + e.getMessage(), e);
    }
  }

  private static RunEvent value(int type, byte[] payload) throws InvalidProtocolBufferException {
    return switch (type) {
      case 11 -> {
        PawlProto.FannedOut m = PawlProto.FannedOut.parseFrom(payload);
        yield new FannedOut(m.getTime(), m.getStep(), m.getFirst(), Columns.column(m.getValues()), m.getParent(), m.getOrdinal());
      }
      case 12 -> {
        PawlProto.Combined m = PawlProto.Combined.parseFrom(payload);
        yield new Combined(m.getTime(), m.getStep(), Columns.indexes(m.getIndexes()), Columns.column(m.getValues()));
      }
      case 13 -> {
        PawlProto.Folded m = PawlProto.Folded.parseFrom(payload);
        yield new Folded(m.getTime(), m.getStep(), m.getUpTo(), m.getAccumulator().toByteArray());
      }
      case 14 -> {
        PawlProto.BranchChosen m = PawlProto.BranchChosen.parseFrom(payload);
        yield new BranchChosen(m.getTime(), m.getStep(), m.getSide());
      }
      default -> {
        PawlProto.StepCompleted m = PawlProto.StepCompleted.parseFrom(payload);
        yield new StepCompleted(m.getTime(), m.getStep(), Columns.indexes(m.getMissing()));
      }
    };
  }

  private static EventRecord record(int type, MessageLite message) {
    return new EventRecord(type, message.toByteArray());
  }

  private static PawlProto.Tasks tasks(long time, int step, dev.pawl.run.IndexSet indexes) {
    return PawlProto.Tasks.newBuilder().setTime(time).setStep(step).setIndexes(Columns.indexes(indexes)).build();
  }

  private static PawlProto.RunChanged.Builder changed(long time) {
    return PawlProto.RunChanged.newBuilder().setTime(time);
  }

  private static RunEvent changed(int type, PawlProto.RunChanged m) {
    return switch (type) {
      case 16 -> new RunPaused(m.getTime());
      case 17 -> new RunParked(m.getTime(), m.getStep(), m.getReason());
      case 18 -> new RunResumed(m.getTime());
      case 19 -> new RunStalled(m.getTime(), m.getQuarantined());
      case 20 -> new RunCompleted(m.getTime(), m.getResult().toByteArray());
      case 21 -> new RunFailed(m.getTime(), m.getStep(), m.getIndex(), m.getReason());
      default -> new RunCancelled(m.getTime());
    };
  }

  private static PawlProto.RunStarted started(RunStarted e) {
    PawlProto.RunStarted.Builder builder =
        PawlProto.RunStarted.newBuilder().setTime(e.time()).setDefinition(e.definition()).setVersion(e.version())
            .setDigest(e.digest()).setArtefact(e.artefact()).setInputDigest(e.inputDigest()).setInput(Columns.bytes(e.input()));
    for (StepInfo step : e.steps()) {
      builder.addSteps(
          PawlProto.StepInfo.newBuilder().setName(step.name()).setKind(step.kind()).addAllSources(step.sources())
              .setMany(step.many()).setOnWorkers(step.onWorkers()));
    }
    return builder.build();
  }

  private static RunStarted started(PawlProto.RunStarted m) {
    return new RunStarted(
        m.getTime(),
        m.getDefinition(),
        m.getVersion(),
        m.getDigest(),
        m.getArtefact(),
        m.getStepsList().stream()
            .map(step -> new StepInfo(step.getName(), step.getKind(), step.getSourcesList(), step.getMany(), step.getOnWorkers()))
            .toList(),
        m.getInputDigest(),
        m.getInput().toByteArray());
  }

  private static PawlProto.ResultsConfirmed confirmed(ResultsConfirmed e) {
    return PawlProto.ResultsConfirmed.newBuilder().setTime(e.time()).setStep(e.step()).setIndexes(Columns.indexes(e.indexes()))
        .addAllAttempts(e.attempts()).setNonce(e.nonce()).setResults(Columns.column(e.results()))
        .setMicros(e.micros()).setSlowestMicros(e.slowestMicros()).build();
  }

  private static ResultsConfirmed confirmed(PawlProto.ResultsConfirmed m) {
    var indexes = Columns.indexes(m.getIndexes());
    return new ResultsConfirmed(
        m.getTime(),
        m.getStep(),
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        m.getNonce(),
        Columns.column(m.getResults()),
        m.getMicros(),
        m.getSlowestMicros());
  }

  private static PawlProto.TaskFailure.Builder failure(
      long time, int step, int index, int attempt, long nonce, FailureKind kind, String error) {
    return PawlProto.TaskFailure.newBuilder().setTime(time).setStep(step).setIndex(index).setAttempt(attempt)
        .setNonce(nonce).setKind(Columns.kind(kind)).setError(error);
  }

  private static RunEvent failed(int type, PawlProto.TaskFailure m) {
    FailureKind kind = Columns.kind(m.getKind());
    return switch (type) {
      case 6 ->
          new RetryPlanned(m.getTime(), m.getStep(), m.getIndex(), m.getAttempt(), m.getNonce(), kind, m.getError(), m.getNotBefore());
      case 7 -> new TaskReissued(m.getTime(), m.getStep(), m.getIndex(), m.getAttempt(), kind, m.getError());
      default -> new TaskQuarantined(m.getTime(), m.getStep(), m.getIndex(), m.getAttempt(), m.getNonce(), kind, m.getError());
    };
  }
}
