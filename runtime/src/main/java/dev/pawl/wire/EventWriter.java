package dev.pawl.wire;

import com.google.protobuf.MessageLite;
import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
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
import dev.pawl.run.StepInfo;
import dev.pawl.wire.proto.PawlProto;

/**
 * Events to protobuf messages. Columns that do not fit together are {@link
 * IllegalArgumentException}.
 */
final class EventWriter {
  private EventWriter() {}

  static MessageLite message(RunEvent event) {
    return switch (event) {
      case RunStarted e -> started(e);
      case TasksScheduled e -> tasks(e.time(), e.step(), e.indexes());
      case TasksDispatched e -> dispatched(e);
      case TasksReturned e -> returned(e);
      case ResultsConfirmed e -> confirmed(e);
      case RetryPlanned e ->
          failure(e, e.step(), e.index(), e.attempt(), e.kind(), e.error())
              .setNonce(e.nonce())
              .setNotBefore(e.notBefore())
              .build();
      case TaskReissued e ->
          failure(e, e.step(), e.index(), e.attempt(), e.kind(), e.error()).build();
      case SecondAttemptIssued e ->
          PawlProto.SecondAttemptIssued.newBuilder()
              .setTime(e.time())
              .setStep(e.step())
              .setIndex(e.index())
              .setAttempt(e.attempt())
              .setRanMillis(e.ranMillis())
              .build();
      case AttemptDropped e ->
          failure(e, e.step(), e.index(), e.attempt(), e.kind(), e.error())
              .setNonce(e.nonce())
              .build();
      case RetriesIssued e -> tasks(e.time(), e.step(), e.indexes());
      case TaskQuarantined e ->
          failure(e, e.step(), e.index(), e.attempt(), e.kind(), e.error())
              .setNonce(e.nonce())
              .build();
      case QuarantineLifted e -> tasks(e.time(), e.step(), e.indexes());
      case FannedOut e -> fannedOut(e);
      case Planned e -> planned(e);
      case Combined e -> combined(e);
      case Folded e -> folded(e);
      case BranchChosen e ->
          PawlProto.BranchChosen.newBuilder()
              .setTime(e.time())
              .setStep(e.step())
              .setSide(e.side())
              .build();
      case SignalReceived e ->
          PawlProto.SignalReceived.newBuilder()
              .setTime(e.time())
              .setStep(e.step())
              .setValue(Columns.bytes(e.value()))
              .build();
      case RoundBegan e ->
          PawlProto.RoundBegan.newBuilder()
              .setTime(e.time())
              .setStep(e.step())
              .setBody(Columns.indexes(e.body()))
              .setRound(e.round())
              .setValue(Columns.bytes(e.value()))
              .build();
      case RoundsEnded e ->
          PawlProto.RoundsEnded.newBuilder()
              .setTime(e.time())
              .setStep(e.step())
              .setRound(e.round())
              .build();
      case StepCompleted e -> completed(e);
      case RunPaused e -> changed(e).build();
      case RunParked e -> changed(e).setStep(e.step()).setReason(Columns.text(e.reason())).build();
      case RunResumed e -> changed(e).build();
      case RunStalled e -> changed(e).setQuarantined(e.quarantined()).build();
      case RunCompleted e -> changed(e).setResult(Columns.bytes(e.result())).build();
      case RunFailed e ->
          changed(e)
              .setStep(e.step())
              .setIndex(e.index())
              .setReason(Columns.text(e.error()))
              .build();
      case RunCancelled e -> changed(e).build();
    };
  }

  private static PawlProto.RunStarted started(RunStarted e) {
    PawlProto.RunStarted.Builder builder =
        PawlProto.RunStarted.newBuilder()
            .setTime(e.time())
            .setDefinition(e.definition())
            .setVersion(e.version())
            .setDigest(e.digest())
            .setArtefact(Columns.text(e.artefact()))
            .setInputDigest(e.inputDigest())
            .setInput(Columns.bytes(e.input()));
    e.steps().forEach(step -> builder.addSteps(step(step)));
    e.parent()
        .ifPresent(parent ->
            builder.setParent(
                PawlProto.ParentTask.newBuilder()
                    .setRun(parent.run().value())
                    .setStep(parent.step())
                    .setRound(parent.round())
                    .setIndex(parent.index())
                    .setAttempt(parent.attempt())));
    return builder.build();
  }

  private static PawlProto.StepInfo.Builder step(StepInfo step) {
    PawlProto.StepInfo.Builder builder =
        PawlProto.StepInfo.newBuilder()
            .setName(step.name())
            .setKind(step.kind())
            .addAllSources(step.sources())
            .setMany(step.many())
            .setOnWorkers(step.onWorkers());
    switch (step.guard().orElse(null)) {
      case null -> {}
      case Branch branch -> builder.setChoice(branch.choice()).setSide(branch.side());
      case Body body -> builder.setEntry(body.entry());
    }
    return builder;
  }

  private static PawlProto.Tasks tasks(long time, int step, IndexSet indexes) {
    return PawlProto.Tasks.newBuilder()
        .setTime(time)
        .setStep(step)
        .setIndexes(Columns.indexes(indexes))
        .build();
  }

  private static PawlProto.TasksDispatched dispatched(TasksDispatched e) {
    return PawlProto.TasksDispatched.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setIndexes(Columns.indexes(e.indexes()))
        .setQueue(e.queue())
        .build();
  }

  private static PawlProto.TasksReturned returned(TasksReturned e) {
    return PawlProto.TasksReturned.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setIndexes(Columns.indexes(e.indexes()))
        .setApart(e.apart())
        .build();
  }

  private static PawlProto.ResultsConfirmed confirmed(ResultsConfirmed e) {
    return PawlProto.ResultsConfirmed.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setIndexes(Columns.indexes(e.indexes()))
        .addAllAttempts(Columns.attempts(e.attempts(), e.indexes()))
        .setNonce(e.nonce())
        .setResults(Columns.column(Columns.oneEach(e.results(), e.indexes())))
        .setMicros(e.micros())
        .setSlowestMicros(e.slowestMicros())
        .build();
  }

  private static PawlProto.TaskFailure.Builder failure(
      RunEvent event, int step, int index, int attempt, FailureKind kind, String error) {
    return PawlProto.TaskFailure.newBuilder()
        .setTime(event.time())
        .setStep(step)
        .setIndex(index)
        .setAttempt(attempt)
        .setKind(Columns.kind(kind))
        .setError(Columns.text(error));
  }

  private static PawlProto.FannedOut fannedOut(FannedOut e) {
    return PawlProto.FannedOut.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setFirst(e.first())
        .setValues(Columns.column(e.values()))
        .setParent(e.parent())
        .setOrdinal(e.ordinal())
        .build();
  }

  private static PawlProto.Planned planned(Planned e) {
    PawlProto.Planned.Builder message =
        PawlProto.Planned.newBuilder()
            .setTime(e.time())
            .setStep(e.step())
            .setFirst(e.first())
            .setTotal(e.total())
            .setIds(Columns.column(e.ids()))
            .setValues(Columns.column(e.values()));
    for (int node = 0; node < e.parents().size(); node++) {
      message.addParentCounts(e.parents().end(node) - e.parents().start(node));
    }
    for (int place = 0; place < e.parents().length(); place++) {
      message.addParents(e.parents().number(place));
    }
    return message.build();
  }

  private static PawlProto.Combined combined(Combined e) {
    return PawlProto.Combined.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setIndexes(Columns.indexes(e.indexes()))
        .setValues(Columns.column(Columns.oneEach(e.values(), e.indexes())))
        .build();
  }

  private static PawlProto.Folded folded(Folded e) {
    return PawlProto.Folded.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setUpTo(e.upTo())
        .setAccumulator(Columns.bytes(e.accumulator()))
        .build();
  }

  private static PawlProto.StepCompleted completed(StepCompleted e) {
    return PawlProto.StepCompleted.newBuilder()
        .setTime(e.time())
        .setStep(e.step())
        .setMissing(Columns.indexes(e.missing()))
        .build();
  }

  private static PawlProto.RunChanged.Builder changed(RunEvent event) {
    return PawlProto.RunChanged.newBuilder().setTime(event.time());
  }
}
