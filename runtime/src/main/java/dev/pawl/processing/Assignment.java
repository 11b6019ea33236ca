package dev.pawl.processing;

import dev.pawl.processing.StepCatalog.PreparedStep;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Stop;
import dev.pawl.wire.Message.TaskBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a slot works on: which of its tasks is running, which are still to come, and what
 * is to be reported.
 *
 * <p>The slot's thread takes tasks and brings outcomes; the heart watches, interrupts and gives
 * back. Interrupts are sent and cleared under the lock, and only while a task runs, so that none
 * ever meets the next task. The lock is taken twice a task and hardly ever contended. Reports are
 * sent under it too: they are rare, and what was not sent must not be acknowledged.
 */
final class Assignment {
  private static final long NOTICED_AFTER_NANOS = 50_000_000;
  private static final long NOTICED_EVERY_NANOS = 1_000_000_000;

  /** Messages are sized to take a fifth of this as a whole. */
  private static final long HOLDS_BACK_AFTER_NANOS = 100_000_000;

  /**
   * The same where no beat has noticed the task before: the process itself may have stood still.
   */
  private static final long HOLDS_BACK_AT_ONCE_AFTER_NANOS = 1_000_000_000;

  private final Delivery delivery;
  private final TaskBatch batch;
  private final ExecutionScope scope;
  private final PreparedStep step;
  private final Reporter reporter;
  private final Report report;
  private final int[] indexes;

  /** Places whose task is reported, or about to be. */
  private final BitSet settled = new BitSet();

  private int next;
  private int end;
  private @Nullable Current current;

  /** The task that runs. */
  private static final class Current {
    final ExecutionContext context;
    final Thread thread;
    final long since;
    final int place;

    /** Its outcome was reported without it, and it was interrupted. */
    boolean stopped;

    long stoppedAt;
    long noticedAt;
    boolean noticed;

    Current(ExecutionContext context, int place, long since) {
      this.context = context;
      this.place = place;
      this.since = since;
      this.thread = Thread.currentThread();
    }
  }

  Assignment(
      Delivery delivery,
      TaskBatch batch,
      ExecutionScope scope,
      PreparedStep step,
      Reporter reporter) {
    this.delivery = delivery;
    this.batch = batch;
    this.scope = scope;
    this.step = step;
    this.reporter = reporter;
    this.report = new Report(batch, scope.nonce(), reporter);
    this.indexes = batch.indexes().toArray();
    this.end = indexes.length;
  }

  Delivery delivery() {
    return delivery;
  }

  StepCode code() {
    return step.code();
  }

  /** Begins the next task on this thread; null where there is none left. */
  synchronized @Nullable ExecutionContext begin(long now) {
    while (next < end && settled.get(next)) {
      next++;
    }
    if (next >= end) {
      return null;
    }
    int place = next++;
    ExecutionContext context = new ExecutionContext(scope, indexes[place], batch.attempt(place));
    current = new Current(context, place, now);
    return context;
  }

  /**
   * The input of the task that runs; for its thread only, which alone changes what is read here.
   */
  TaskInput input() {
    return new TaskInput(batch.form(), batch.inputs().get(next - 1));
  }

  /**
   * Brings the outcome of a task; it is dropped where the task was reported already.
   *
   * @return false where the slot was abandoned, so that this thread has nothing more to do here
   */
  synchronized boolean finish(ExecutionContext context, Outcome outcome, long now) {
    Current running = current;
    if (running == null || running.context != context) {
      return false;
    }
    current = null;
    Thread.interrupted();
    context.end();
    if (!running.stopped) {
      switch (outcome) {
        case Outcome.Result(byte[] json) ->
            report.completed(running.place, indexes[running.place], json, now - running.since, now);
        case Outcome.Failure(FailureKind kind, String error) ->
            report.failed(running.place, indexes[running.place], kind, error, now);
      }
      settled.set(running.place);
    }
    if (report.due(now)) {
      report.send();
    }
    return true;
  }

  /**
   * Sends what was not sent yet; after it every task was reported, so that the delivery may be
   * acknowledged.
   */
  synchronized void sendReport(long now) {
    int count = indexes.length;
    for (int place = settled.nextClearBit(0); place < count; place = settled.nextClearBit(place)) {
      report.failed(
          place,
          indexes[place],
          FailureKind.ERROR,
          "the worker itself failed while it ran this task or took its result",
          now);
      settled.set(place);
    }
    report.send();
  }

  /** Reports what a watcher noticed, ends what takes too long, and sends what has waited. */
  synchronized void beat(long now) {
    Current running = current;
    if (running != null) {
      long elapsed = now - running.since;
      if (!running.stopped && Duration.ofNanos(elapsed).compareTo(step.policy().timeout()) > 0) {
        String text =
            "timed out: ran for "
                + elapsed / 1_000_000
                + " ms, and may run for "
                + step.policy().timeout().toMillis()
                + " ms";
        report.failed(
            running.place,
            indexes[running.place],
            FailureKind.TIMEOUT,
            FailureText.withLog(text, running.context.logLines()),
            now);
        interrupt(running, now);
      }
      if (elapsed > (running.noticed ? HOLDS_BACK_AFTER_NANOS : HOLDS_BACK_AT_ONCE_AFTER_NANOS)) {
        giveBack(now);
      }
    }
    if (report.urgent() || report.due(now)) {
      report.send();
    }
    if (running != null && !running.stopped) {
      notice(running, now);
    }
  }

  private void notice(Current running, long now) {
    boolean first = !running.noticed && now - running.since > NOTICED_AFTER_NANOS;
    boolean again = running.noticed && now - running.noticedAt >= NOTICED_EVERY_NANOS;
    if (first || again) {
      running.noticed = true;
      running.noticedAt = now;
      long elapsed = (now - running.since) / 1_000_000;
      reporter.send(
          List.of(
              new Entry.Running(
                  batch.run(),
                  batch.step(),
                  batch.round(),
                  indexes[running.place],
                  batch.attempt(running.place),
                  scope.nonce(),
                  elapsed,
                  running.context.progress())));
    }
  }

  /** Gives back the tasks that are not begun. */
  synchronized void giveBack(long now) {
    returnAll(next, null, false, now);
    end = Math.min(end, next);
  }

  /** Gives back all tasks of a batch whose former worker died. */
  synchronized void giveBackOrphans(long now) {
    returnAll(next, null, true, now);
    end = next;
  }

  /**
   * Interrupts the running task and gives it back, if it is one of those that nobody waits for;
   * drops those not begun.
   */
  synchronized void stop(Stop stop, long now) {
    boolean all = stop.step() == -1;
    boolean mine = all || (stop.step() == batch.step() && stop.round() == batch.round());
    if (!stop.run().equals(batch.run()) || !mine) {
      return;
    }
    IndexSet some = all ? null : stop.indexes();
    returnAll(next, some, false, now);
    Current running = current;
    if (running != null
        && !running.stopped
        && (some == null || some.contains(indexes[running.place]))) {
      stopRunning(running, now);
    }
  }

  /** Interrupts the running task and gives it back. */
  synchronized void stopRunning(long now) {
    Current running = current;
    if (running != null && !running.stopped) {
      stopRunning(running, now);
    }
  }

  private void stopRunning(Current running, long now) {
    report.returned(
        IndexSet.of(indexes[running.place]), attempts(List.of(running.place)), false, now);
    interrupt(running, now);
  }

  private void interrupt(Current running, long now) {
    settled.set(running.place);
    running.stopped = true;
    running.stoppedAt = now;
    running.context.cancel();
    running.thread.interrupt();
  }

  /** Whether a task was interrupted longer ago than the grace, and has not ended. */
  synchronized boolean hangs(long now, long graceNanos) {
    Current running = current;
    return running != null && running.stopped && now - running.stoppedAt >= graceNanos;
  }

  /**
   * Leaves the running task to itself: its thread is told when it comes back, and what it writes is
   * refused.
   */
  synchronized void abandon(long now) {
    Current running = current;
    if (running != null) {
      current = null;
      running.context.end();
    }
    giveBack(now);
  }

  private void returnAll(int from, @Nullable IndexSet some, boolean orphaned, long now) {
    List<Integer> places = new ArrayList<>();
    for (int place = from; place < end; place++) {
      if (!settled.get(place) && (some == null || some.contains(indexes[place]))) {
        settled.set(place);
        places.add(place);
      }
    }
    if (!places.isEmpty()) {
      int[] returned = places.stream().mapToInt(place -> indexes[place]).toArray();
      report.returned(
          IndexSet.ofSorted(returned, returned.length), attempts(places), orphaned, now);
    }
  }

  private List<Integer> attempts(List<Integer> places) {
    boolean first = places.stream().allMatch(place -> batch.attempt(place) == 1);
    return first ? List.of() : places.stream().map(batch::attempt).toList();
  }
}
