package dev.pawl.app.bench;

import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Report;
import dev.pawl.wire.Message.TaskBatch;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Watches from outside, between the orchestrator and its ports, that nothing leaves before what it
 * rests on is flushed, and how long tasks take. Safe for use by many threads.
 */
final class Audit {
  private final LongSupplier nanos;
  private final int expected;
  private final Map<String, TreeMap<Integer, Watched>> runs = new HashMap<>();
  private final Map<String, Integer> confirmedOf = new HashMap<>();
  private final Latencies added = new Latencies();
  private final Latencies flushTimes = new Latencies();
  private long flushes;
  private long early;
  private int confirmed;
  private double fairness;
  private long lastConfirmed = -1;
  private final boolean oneByOne;

  /**
   * Begins an audit.
   *
   * @param expected how many tasks all runs together have
   * @param oneByOne whether each task waits for the one before, so that what is measured is the
   *     time from one confirmation to the next
   */
  Audit(LongSupplier nanos, int expected, boolean oneByOne) {
    this.nanos = nanos;
    this.expected = expected;
    this.oneByOne = oneByOne;
  }

  /** Tasks of one step that are flushed as scheduled, flushed as confirmed, and when they left. */
  private static final class Watched {
    final BitSet scheduled = new BitSet();
    final BitSet done = new BitSet();
    int[] sentAt = new int[1024];
  }

  private Watched watched(String run, int step) {
    return runs.computeIfAbsent(run, _ -> new TreeMap<>())
        .computeIfAbsent(step, _ -> new Watched());
  }

  /** What is measured begins now; what was flushed before stays known. */
  synchronized void begin() {
    added.clear();
    flushTimes.clear();
    flushes = 0;
    confirmed = 0;
    fairness = 0;
    confirmedOf.clear();
    lastConfirmed = -1;
  }

  /** An append came back: its events are flushed. */
  synchronized void flushed(long tookNanos, int streams) {
    flushes += streams;
    flushTimes.add(tookNanos / 1_000);
  }

  /** An event of a run is flushed. */
  synchronized void flushed(String run, RunEvent event) {
    if (event instanceof RunEvent.TasksScheduled e) {
      e.indexes().addTo(watched(run, e.step()).scheduled);
    } else if (event instanceof RunEvent.ResultsConfirmed e) {
      confirmed(run, e);
    }
  }

  private void confirmed(String run, RunEvent.ResultsConfirmed event) {
    Watched step = watched(run, event.step());
    event.indexes().addTo(step.done);
    int now = micros();
    long handler = event.micros() / event.indexes().size();
    if (oneByOne) {
      if (lastConfirmed >= 0) {
        added.add(now - lastConfirmed - handler);
      }
    } else {
      event.indexes().forEach(index -> added.add(now - step.sentAt[index] - handler));
    }
    lastConfirmed = now;
    confirmed += event.indexes().size();
    confirmedOf.merge(run, event.indexes().size(), Integer::sum);
    if (fairness == 0 && confirmed >= expected / 2) {
      int most = confirmedOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      int least = confirmedOf.values().stream().mapToInt(Integer::intValue).min().orElse(0);
      fairness = (double) most / Math.max(1, least);
    }
  }

  /** Tasks are handed to the queue. */
  synchronized void sending(TaskBatch batch) {
    Watched step = watched(batch.run(), batch.step());
    IndexSet indexes = batch.indexes();
    early += indexes.size() - inside(step.scheduled, indexes);
    if (step.sentAt.length < indexes.end()) {
      step.sentAt =
          java.util.Arrays.copyOf(step.sentAt, Math.max(indexes.end(), step.sentAt.length * 3 / 2));
    }
    int now = micros();
    indexes.forEach(index -> step.sentAt[index] = now);
  }

  /** A report is acknowledged. */
  synchronized void acknowledging(Report report) {
    for (Entry entry : report.entries()) {
      if (entry instanceof Entry.Completed e) {
        early += e.indexes().size() - inside(watched(e.run(), e.step()).done, e.indexes());
      }
    }
  }

  private static int inside(BitSet bits, IndexSet indexes) {
    int inside = 0;
    for (int run = 0; run < indexes.runs(); run++) {
      int from = indexes.runStart(run);
      int clear = bits.nextClearBit(from);
      inside +=
          clear >= indexes.runEnd(run)
              ? indexes.runEnd(run) - from
              : bits.get(from, indexes.runEnd(run)).cardinality();
    }
    return inside;
  }

  private int micros() {
    return (int) (nanos.getAsLong() / 1_000);
  }

  /** What was seen, with the number of runs that had begun when half of all tasks were done. */
  synchronized Seen seen() {
    return new Seen(
        early,
        flushes,
        flushTimes.quantile(0.5),
        added.quantile(0.5),
        added.quantile(0.99),
        fairness,
        confirmedOf.size());
  }

  /**
   * What an audit has seen.
   *
   * @param early dispatches of tasks and acknowledgements of results that left before what they
   *     rest on was flushed
   * @param flushes of a run's log each
   * @param flushMicros median time of an append, which flushes the logs of all its runs side by
   *     side
   * @param p50Micros median time of a task, see {@link Measurement}
   * @param fairness progress of the fastest run by that of the slowest that had begun, when half of
   *     all tasks were done
   */
  record Seen(
      long early,
      long flushes,
      long flushMicros,
      long p50Micros,
      long p99Micros,
      double fairness,
      int runs) {}
}
