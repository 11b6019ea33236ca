package dev.pawl.orchestration;

import java.util.function.LongSupplier;

/**
 * How many tasks of a pool may be out. The window follows the speed of the pool: it doubles when it
 * is full and workers have nothing left to take, and shrinks when a window's worth takes long to be
 * settled while messages wait. So quick tasks never wait for the orchestrator, however long a flush
 * takes, and a new run waits only moments behind a huge one.
 */
final class PoolWindow {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 65_536;
  private static final long LOOK_NANOS = 2_000_000;
  private static final long SLOW_NANOS = 10_000_000;

  private int size = SMALLEST;
  private int settled;
  private long since;
  private long lookedAt;

  PoolWindow(long nowNanos) {
    since = nowNanos;
    lookedAt = nowNanos;
  }

  int size() {
    return size;
  }

  /**
   * Looks at a full window, from time to time: it grows where no message waits for workers.
   *
   * @param depth about how many messages wait
   * @return whether there is room now
   */
  boolean full(LongSupplier depth, long nowNanos) {
    if (size == LARGEST || nowNanos - lookedAt < LOOK_NANOS) {
      return false;
    }
    lookedAt = nowNanos;
    boolean starving = depth.getAsLong() == 0;
    if (starving) {
      size = Math.min(LARGEST, 2 * size);
    }
    return starving;
  }

  /** Tasks were settled. */
  void settled(int tasks, LongSupplier depth, long nowNanos) {
    settled += tasks;
    if (settled < size) {
      return;
    }
    if (nowNanos - since > SLOW_NANOS && size > SMALLEST && depth.getAsLong() > 1) {
      size = Math.max(SMALLEST, size / 2);
    }
    settled = 0;
    since = nowNanos;
  }
}
