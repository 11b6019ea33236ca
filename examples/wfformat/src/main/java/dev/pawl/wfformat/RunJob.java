package dev.pawl.wfformat;

import dev.pawl.graph.NodeInput;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.wfformat.Wfformat.Executed;
import dev.pawl.wfformat.Wfformat.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** Sleeps in the place of a task, and tells when. */
final class RunJob implements TaskHandler<NodeInput<Job, Executed>, Executed> {
  /** A sleeper wakes up so much too late, about; the rest is spent awake. */
  private static final long LATE_NANOS = 60_000;

  private final InstantSource clock;

  RunJob() {
    this(InstantSource.system());
  }

  RunJob(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Executed handle(NodeInput<Job, Executed> node, TaskContext context)
      throws InterruptedException {
    long start = micros();
    sleep(node.value().sleepNanos(), context);
    return new Executed(start, micros(), context.worker().id(), context.worker().slots());
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Sleeps for a time exactly, unless nobody waits for it any more. */
  private void sleep(long nanos, TaskContext context) throws InterruptedException {
    long begin = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
      if (Thread.interrupted() || context.cancelled()) {
        throw new InterruptedException("nobody waits for this task any more");
      }
      if (left > LATE_NANOS) {
        LockSupport.parkNanos(this, left - LATE_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
