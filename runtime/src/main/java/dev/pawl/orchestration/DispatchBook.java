package dev.pawl.orchestration;

import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Which tasks of one run wait to be dispatched, and which are out. Follows durable events only, so
 * that nothing leaves before what it depends on is durable; the queue's own knowledge is never
 * asked. One thread at a time.
 */
final class DispatchBook {
  private final String queue;
  private final IntFunction<String> pools;
  private final IntFunction<BatchSizer> sizers;
  private final PoolOccupancy occupancy;
  private final Map<Integer, StepBook> steps = new HashMap<>();
  private final BitSet waitingSteps = new BitSet();
  private final Set<String> seenPools = new TreeSet<>();
  private int waiting;
  private int out;

  /**
   * Begins an empty book for a queue: marks of another queue, whose messages are gone, do not
   * count.
   *
   * @param pools the pool of a step
   * @param sizers what is known of the duration of a step's tasks
   * @param occupancy is kept up to date with what is out
   */
  DispatchBook(
      String queue,
      IntFunction<String> pools,
      IntFunction<BatchSizer> sizers,
      PoolOccupancy occupancy) {
    this.queue = queue;
    this.pools = pools;
    this.sizers = sizers;
    this.occupancy = occupancy;
  }

  private static final class StepBook {
    final int step;
    final String pool;
    final BitSet waiting = new BitSet();
    final BitSet out = new BitSet();
    final BitSet apart = new BitSet();
    final Map<Integer, Integer> attempts = new HashMap<>();

    /** Tasks with a second attempt, whose first is out. */
    final BitSet firstOut = new BitSet();

    /** Tasks whose second attempt has ended, and whose first goes on. */
    final BitSet firstAlone = new BitSet();

    final Durations durations = new Durations();
    final BatchSizer sizer;
    int waitingCount;
    int outCount;
    int round;

    StepBook(int step, String pool, BatchSizer sizer) {
      this.step = step;
      this.pool = pool;
      this.sizer = sizer;
    }
  }

  /** Takes a durable event. */
  void on(RunEvent event) {
    switch (event) {
      case TasksScheduled e -> wait(e.step(), e.indexes(), false);
      case TasksReturned e -> wait(e.step(), e.indexes(), e.apart());
      case TaskReissued e -> nextAttempt(e.step(), IndexSet.of(e.index()));
      case SecondAttemptIssued e -> second(step(e.step()), e.index());
      case AttemptDropped e -> dropped(step(e.step()), e.index(), e.attempt());
      case RetriesIssued e -> nextAttempt(e.step(), e.indexes());
      case QuarantineLifted e -> nextAttempt(e.step(), e.indexes());
      case TasksDispatched e -> {
        if (e.queue().equals(queue)) {
          leave(e.step(), e.indexes());
        }
      }
      case ResultsConfirmed e -> {
        settle(e.step(), e.indexes());
        StepBook book = step(e.step());
        book.sizer.measured(e.micros(), e.indexes().size());
        book.durations.measured(e.micros(), e.slowestMicros(), e.indexes().size());
      }
      case RetryPlanned e -> settle(e.step(), IndexSet.of(e.index()));
      case TaskQuarantined e -> settle(e.step(), IndexSet.of(e.index()));
      case RoundBegan e -> e.body().forEach(this::beginAnew);
      case RunStarted _, FannedOut _, Planned _, Combined _, Folded _, BranchChosen _ -> {}
      case StepCompleted _, RoundsEnded _, SignalReceived _ -> {}
      case RunPaused _,
          RunParked _,
          RunResumed _,
          RunStalled _,
          RunCompleted _,
          RunFailed _,
          RunCancelled _ -> {}
    }
  }

  private StepBook step(int step) {
    return steps.computeIfAbsent(step, this::begin);
  }

  private StepBook begin(int step) {
    String pool = pools.apply(step);
    seenPools.add(pool);
    return new StepBook(step, pool, sizers.apply(step));
  }

  private void wait(int step, IndexSet indexes, boolean apart) {
    StepBook book = step(step);
    remove(book, indexes);
    indexes.addTo(book.waiting);
    count(book, indexes.size(), 0);
    if (apart) {
      indexes.addTo(book.apart);
    }
  }

  private void nextAttempt(int step, IndexSet indexes) {
    StepBook book = step(step);
    indexes.forEach(index -> book.attempts.merge(index, 2, (attempt, _) -> attempt + 1));
    indexes.removeFrom(book.firstOut);
    indexes.removeFrom(book.firstAlone);
    wait(step, indexes, true);
  }

  /** The second attempt waits; the first stays where it is, or went with a former queue. */
  private void second(StepBook book, int index) {
    boolean out = book.out.get(index);
    nextAttempt(book.step, IndexSet.of(index));
    book.firstOut.set(index, out);
  }

  /** One of two attempts ended: where it was the second, the first is what is out, or waits. */
  private void dropped(StepBook book, int index, int attempt) {
    if (attempt != attempt(book.step, index)) {
      return;
    }
    book.firstAlone.set(index);
    if (book.firstOut.get(index)) {
      leave(book.step, IndexSet.of(index));
    } else {
      wait(book.step, IndexSet.of(index), true);
    }
  }

  /** Nothing of the last round waits or is out any more; how long tasks take is still known. */
  private void beginAnew(int step) {
    StepBook book = step(step);
    count(book, -book.waitingCount, -book.outCount);
    book.waiting.clear();
    book.out.clear();
    book.apart.clear();
    book.attempts.clear();
    book.firstOut.clear();
    book.firstAlone.clear();
    book.round++;
  }

  /** The round of a step that is durable. */
  int round(int step) {
    return step(step).round;
  }

  /** The attempt of a task that is durable: of two, the second. */
  int attempt(int step, int index) {
    StepBook book = step(step);
    int last = book.attempts.getOrDefault(index, 1);
    return book.firstAlone.get(index) ? last - 1 : last;
  }

  /** How long the tasks of a step took. */
  Durations durations(int step) {
    return step(step).durations;
  }

  /** Whether a task waits to be dispatched to a pool. */
  boolean waits(String pool) {
    return waiting > 0
        && steps.values().stream()
            .anyMatch(book -> book.waitingCount > 0 && book.pool.equals(pool));
  }

  private void settle(int step, IndexSet indexes) {
    StepBook book = step(step);
    remove(book, indexes);
    indexes.removeFrom(book.apart);
  }

  private void remove(StepBook book, IndexSet indexes) {
    for (int run = 0; run < indexes.runs(); run++) {
      int left = clear(book.out, indexes.runStart(run), indexes.runEnd(run));
      int begun = clear(book.waiting, indexes.runStart(run), indexes.runEnd(run));
      count(book, -begun, -left);
    }
  }

  private void count(StepBook book, int moreWaiting, int moreOut) {
    book.waitingCount += moreWaiting;
    book.outCount += moreOut;
    waiting += moreWaiting;
    out += moreOut;
    waitingSteps.set(book.step, book.waitingCount > 0);
    occupancy.add(book.pool, moreOut);
  }

  /** The run is not in memory any more: nothing of it counts as out. */
  void close() {
    steps.values().forEach(book -> count(book, -book.waitingCount, -book.outCount));
    steps.clear();
  }

  private static int clear(BitSet bits, int from, int to) {
    int count = 0;
    for (int start = bits.nextSetBit(from); start >= 0 && start < to; ) {
      int end = Math.min(bits.nextClearBit(start), to);
      bits.clear(start, end);
      count += end - start;
      start = bits.nextSetBit(end);
    }
    return count;
  }

  /** Tasks of a step leave, or have left. */
  void leave(int step, IndexSet indexes) {
    StepBook book = step(step);
    remove(book, indexes);
    indexes.addTo(book.out);
    count(book, 0, indexes.size());
  }

  /** Tasks of a step that left, or should have, wait again. */
  void comeBack(int step, IndexSet indexes) {
    wait(step, indexes, false);
  }

  /**
   * The next tasks of a step that go out together: neighbours in order, as many as their measured
   * duration allows.
   */
  IndexSet next(int step, int atMost) {
    StepBook book = step(step);
    int first = book.waiting.nextSetBit(0);
    if (first < 0) {
      return IndexSet.empty();
    }
    if (book.apart.get(first)) {
      return IndexSet.of(first);
    }
    int size = Math.min(atMost, book.sizer.size(book.outCount));
    int end = first;
    int count = 0;
    while (end >= 0 && count < size && !book.apart.get(end)) {
      count++;
      end = book.waiting.nextSetBit(end + 1);
    }
    return IndexSet.ofBits(book.waiting, first, end < 0 ? book.waiting.length() : end);
  }

  /**
   * The last step below another that has waiting tasks, -1 where none has: what is begun is carried
   * on before more is begun.
   */
  int waitingStepBelow(int step) {
    return step == 0 ? -1 : waitingSteps.previousSetBit(step - 1);
  }

  /** The pools of all steps that had tasks so far. */
  Set<String> pools() {
    return seenPools;
  }

  /** Tasks that are out. */
  int out() {
    return out;
  }

  /** Tasks that wait to be dispatched. */
  int waiting() {
    return waiting;
  }
}
