package dev.pawl.wire;

import dev.pawl.run.IndexSet;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.proto.PawlProto;

/**
 * Entries of reports as protobuf messages. What does not fit together is {@link
 * IllegalArgumentException}.
 */
final class EntryCodec {
  private EntryCodec() {}

  static PawlProto.Report.Entry encode(Entry entry) {
    PawlProto.Report.Entry.Builder message =
        PawlProto.Report.Entry.newBuilder()
            .setRun(entry.run())
            .setStep(entry.step())
            .setRound(entry.round());
    switch (entry) {
      case Entry.Running e -> message.setRunning(running(e));
      case Entry.Completed e -> message.setCompleted(completed(e));
      case Entry.Failed e -> message.setFailed(failed(e));
      case Entry.Returned e -> message.setReturned(returned(e));
    }
    return message.build();
  }

  private static PawlProto.Report.Running running(Entry.Running e) {
    return PawlProto.Report.Running.newBuilder()
        .setIndex(e.index())
        .setAttempt(e.attempt())
        .setNonce(e.nonce())
        .setElapsedMillis(e.elapsedMillis())
        .setProgress(e.progress())
        .build();
  }

  private static PawlProto.Report.Completed completed(Entry.Completed e) {
    return PawlProto.Report.Completed.newBuilder()
        .setIndexes(Columns.indexes(e.indexes()))
        .addAllAttempts(Columns.attempts(e.attempts(), e.indexes()))
        .setNonce(e.nonce())
        .setResults(Columns.column(Columns.oneEach(e.results(), e.indexes())))
        .setMicros(e.micros())
        .setSlowestMicros(e.slowestMicros())
        .build();
  }

  private static PawlProto.Report.Failed failed(Entry.Failed e) {
    return PawlProto.Report.Failed.newBuilder()
        .setIndex(e.index())
        .setAttempt(e.attempt())
        .setNonce(e.nonce())
        .setKind(Columns.kind(e.kind()))
        .setError(Columns.text(e.error()))
        .build();
  }

  private static PawlProto.Report.Returned returned(Entry.Returned e) {
    return PawlProto.Report.Returned.newBuilder()
        .setIndexes(Columns.indexes(e.indexes()))
        .addAllAttempts(Columns.attempts(e.attempts(), e.indexes()))
        .setOrphaned(e.orphaned())
        .build();
  }

  static Entry decode(PawlProto.Report.Entry m) {
    return switch (m.getWhatCase()) {
      case RUNNING -> running(m, m.getRunning());
      case COMPLETED -> completed(m, m.getCompleted());
      case FAILED -> failed(m, m.getFailed());
      case RETURNED -> returned(m, m.getReturned());
      case WHAT_NOT_SET ->
          throw new IllegalArgumentException(
              "an entry of a report should be of a known kind, found an unknown one or none");
    };
  }

  private static Entry running(PawlProto.Report.Entry entry, PawlProto.Report.Running m) {
    return new Entry.Running(
        entry.getRun(),
        Columns.natural(entry.getStep(), "step"),
        Columns.natural(entry.getRound(), "round"),
        Columns.natural(m.getIndex(), "index"),
        Columns.natural(m.getAttempt(), "attempt"),
        m.getNonce(),
        m.getElapsedMillis(),
        m.getProgress());
  }

  private static Entry completed(PawlProto.Report.Entry entry, PawlProto.Report.Completed m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    return new Entry.Completed(
        entry.getRun(),
        Columns.natural(entry.getStep(), "step"),
        Columns.natural(entry.getRound(), "round"),
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        m.getNonce(),
        Columns.oneEach(Columns.column(m.getResults()), indexes),
        m.getMicros(),
        m.getSlowestMicros());
  }

  private static Entry failed(PawlProto.Report.Entry entry, PawlProto.Report.Failed m) {
    return new Entry.Failed(
        entry.getRun(),
        Columns.natural(entry.getStep(), "step"),
        Columns.natural(entry.getRound(), "round"),
        Columns.natural(m.getIndex(), "index"),
        Columns.natural(m.getAttempt(), "attempt"),
        m.getNonce(),
        Columns.kind(m.getKind()),
        m.getError());
  }

  private static Entry returned(PawlProto.Report.Entry entry, PawlProto.Report.Returned m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    return new Entry.Returned(
        entry.getRun(),
        Columns.natural(entry.getStep(), "step"),
        Columns.natural(entry.getRound(), "round"),
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        m.getOrphaned());
  }
}
