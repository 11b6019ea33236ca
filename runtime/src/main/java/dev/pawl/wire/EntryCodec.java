package dev.pawl.wire;

import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.proto.PawlProto;

/** Entries of reports as protobuf messages. */
final class EntryCodec {
  private EntryCodec() {}

  static PawlProto.Report.Entry encode(Entry entry) {
    PawlProto.Report.Entry.Builder message = PawlProto.Report.Entry.newBuilder().setRun(entry.run()).setStep(entry.step());
    switch (entry) {
      case Entry.Running e ->
          message.setRunning(
              PawlProto.Report.Running.newBuilder().setIndex(e.index()).setAttempt(e.attempt()).setNonce(e.nonce())
                  .setElapsedMillis(e.elapsedMillis()).setProgress(e.progress()));
      case Entry.Completed e ->
          message.setCompleted(
              PawlProto.Report.Completed.newBuilder().setIndexes(Columns.indexes(e.indexes())).addAllAttempts(e.attempts())
                  .setNonce(e.nonce()).setResults(Columns.column(e.results())).setMicros(e.micros()).setSlowestMicros(e.slowestMicros()));
      case Entry.Failed e ->
          message.setFailed(
              PawlProto.Report.Failed.newBuilder().setIndex(e.index()).setAttempt(e.attempt()).setNonce(e.nonce())
                  .setKind(Columns.kind(e.kind())).setError(e.error()));
      case Entry.Returned e ->
          message.setReturned(
              PawlProto.Report.Returned.newBuilder().setIndexes(Columns.indexes(e.indexes())).addAllAttempts(e.attempts())
                  .setOrphaned(e.orphaned()));
    }
    return message.build();
  }

  static Entry decode(PawlProto.Report.Entry m) {
    return switch (m.getWhatCase()) {
      case RUNNING -> {
        PawlProto.Report.Running e = m.getRunning();
        yield new Entry.Running(m.getRun(), m.getStep(), e.getIndex(), e.getAttempt(), e.getNonce(), e.getElapsedMillis(), e.getProgress());
      }
      case COMPLETED -> {
        PawlProto.Report.Completed e = m.getCompleted();
        var indexes = Columns.indexes(e.getIndexes());
        var results = Columns.column(e.getResults());
        if (results.size() != indexes.size()) {
          throw new IllegalArgumentException("one result for each of " + indexes.size() + " tasks is needed, found " + results.size());
        }
        yield new Entry.Completed(
            m.getRun(), m.getStep(), indexes, Columns.attempts(e.getAttemptsList(), indexes), e.getNonce(), results, e.getMicros(), e.getSlowestMicros());
      }
      case FAILED -> {
        PawlProto.Report.Failed e = m.getFailed();
        yield new Entry.Failed(
            m.getRun(), m.getStep(), e.getIndex(), e.getAttempt(), e.getNonce(), Columns.kind(e.getKind()), e.getError());
      }
      case RETURNED -> {
        var indexes = Columns.indexes(m.getReturned().getIndexes());
        yield new Entry.Returned(
            m.getRun(), m.getStep(), indexes, Columns.attempts(m.getReturned().getAttemptsList(), indexes), m.getReturned().getOrphaned());
      }
      case WHAT_NOT_SET -> throw new IllegalArgumentException("an entry of a known kind is needed, found an unknown one or none");
    };
  }
}
