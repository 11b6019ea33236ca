package dev.pawl.engine;

import dev.pawl.run.RunId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sweeps runs some time after their end, so that executions that are told to stop have done so.
 * Where all workers are in this process, what is left is swept when they have stopped.
 */
final class Housekeeping implements AutoCloseable {
  private final Sweeper sweeper;
  private final Duration grace;
  private final boolean aloneAtEnd;
  private final Set<RunId> ended = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pawl-housekeeping").factory());

  /**
   * Begins without work.
   *
   * @param aloneAtEnd whether no worker is left when this is closed
   */
  Housekeeping(Sweeper sweeper, Duration grace, boolean aloneAtEnd) {
    this.sweeper = sweeper;
    this.grace = grace;
    this.aloneAtEnd = aloneAtEnd;
  }

  /** A run has ended. */
  void ended(RunId run) {
    ended.add(run);
    var _ = thread.schedule(() -> sweep(run), grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sweep(RunId run) {
    if (ended.remove(run)) {
      sweeper.sweep(run);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    if (aloneAtEnd) {
      ended.forEach(this::sweep);
    }
  }
}
