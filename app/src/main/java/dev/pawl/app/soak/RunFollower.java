package dev.pawl.app.soak;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;

/** Counts along a run's log while others write it. Not safe for use by several threads. */
final class RunFollower {
  private final EventStore store;
  private final RunId run;
  private long position = 1;
  private long confirmed;
  private long movedNanos = System.nanoTime();
  private boolean ended;

  RunFollower(EventStore store, RunId run) {
    this.store = store;
    this.run = run;
  }

  RunId run() {
    return run;
  }

  /** Reads what is new. */
  void follow() {
    long before = confirmed;
    position = RunHistory.each(store, run, position, (event, _) -> take(event));
    if (confirmed > before || ended) {
      movedNanos = System.nanoTime();
    }
  }

  private void take(RunEvent event) {
    if (event instanceof ResultsConfirmed results) {
      confirmed += results.indexes().size();
    }
    ended |= event.endsRun();
  }

  /** Tasks that are confirmed. */
  long confirmed() {
    return confirmed;
  }

  boolean ended() {
    return ended;
  }

  /** How long no task was confirmed. */
  long stillNanos() {
    return System.nanoTime() - movedNanos;
  }
}
