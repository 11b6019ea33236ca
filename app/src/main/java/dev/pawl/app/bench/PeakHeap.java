package dev.pawl.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The most heap that was in use at once, garbage included, looked at every few milliseconds from
 * its making to its close.
 */
final class PeakHeap implements AutoCloseable {
  private static final long PERIOD_MILLIS = 5;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bench-heap").factory());
  private volatile long bytes;

  PeakHeap() {
    var _ = thread.scheduleAtFixedRate(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    bytes = Math.max(bytes, memory.getHeapMemoryUsage().getUsed());
  }

  long mebibytes() {
    return bytes >> 20;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
