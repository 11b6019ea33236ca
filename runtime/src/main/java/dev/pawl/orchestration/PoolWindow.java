package dev.pawl.orchestration;

/**
 * How many tasks of a pool may be out. The window follows the speed of the pool: it doubles when a
 * window's worth of tasks was settled within a quarter of a second, and shrinks when it took longer
 * than two, so that quick tasks never wait for the orchestrator, and a new run never waits behind
 * hours of another.
 */
final class PoolWindow {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 65_536;
  private static final long QUICK_NANOS = 250_000_000;
  private static final long SLOW_NANOS = 2_000_000_000;

  private int size = SMALLEST;
  private int settled;
  private long since;

  PoolWindow(long nowNanos) {
    since = nowNanos;
  }

  int size() {
    return size;
  }

  void settled(int tasks, long nowNanos) {
    settled += tasks;
    if (settled < size) {
      return;
    }
    long took = nowNanos - since;
    if (took < QUICK_NANOS) {
      size = Math.min(LARGEST, 2 * size);
    } else if (took > SLOW_NANOS) {
      size = Math.max(SMALLEST, size / 2);
    }
    settled = 0;
    since = nowNanos;
  }
}
