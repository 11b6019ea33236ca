package dev.pawl.processing;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.TaskBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be reported of one delivery and was not sent yet. What could not be sent stays. Not
 * safe for use by several threads.
 */
final class Report {
  private static final long LONGEST_WAIT_NANOS = 200_000_000;

  private final TaskBatch batch;
  private final long nonce;
  private final Reporter reporter;
  private final int enough;
  private final ResultColumns results = new ResultColumns();
  private final List<Entry> others = new ArrayList<>();
  private int otherBytes;
  private long firstAdded;

  Report(TaskBatch batch, long nonce, Reporter reporter) {
    this.batch = batch;
    this.nonce = nonce;
    this.reporter = reporter;
    this.enough = reporter.enough();
  }

  void completed(int place, int index, byte[] result, long tookNanos, long now) {
    waitFrom(now);
    results.add(index, batch.attempt(place), result, tookNanos);
  }

  void failed(int place, int index, FailureKind kind, String error, long now) {
    waitFrom(now);
    others.add(
        new Entry.Failed(
            batch.run(),
            batch.step(),
            batch.round(),
            index,
            batch.attempt(place),
            nonce,
            kind,
            error));
    otherBytes += 100 + 3 * error.length();
  }

  void returned(IndexSet indexes, List<Integer> attempts, boolean orphaned, long now) {
    waitFrom(now);
    others.add(
        new Entry.Returned(batch.run(), batch.step(), batch.round(), indexes, attempts, orphaned));
    otherBytes += 100 + 8 * indexes.runs() + 4 * attempts.size();
  }

  /** Whether what waits is enough, or old enough, to be sent. */
  boolean due(long now) {
    return !isEmpty()
        && (results.length() + otherBytes >= enough || now - firstAdded >= LONGEST_WAIT_NANOS);
  }

  /** Whether something waits that is no result. */
  boolean urgent() {
    return !others.isEmpty();
  }

  /** Sends what waits. */
  void send() {
    if (isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>(others);
    if (!results.isEmpty()) {
      entries.add(results.toEntry(batch, nonce));
    }
    reporter.send(entries);
    others.clear();
    otherBytes = 0;
    results.clear();
  }

  private boolean isEmpty() {
    return results.isEmpty() && others.isEmpty();
  }

  private void waitFrom(long now) {
    if (isEmpty()) {
      firstAdded = now;
    }
  }
}
