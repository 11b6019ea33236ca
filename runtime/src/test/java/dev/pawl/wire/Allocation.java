package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory work takes, for tests of what strange inputs cost. */
public final class Allocation {
  /** The first time, classes are loaded. */
  private static final int TRIES = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Does something that takes at most so many bytes, if not at the first time. */
  public static void requireAtMost(long bytes, Runnable work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && least > bytes; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes taken").isLessThanOrEqualTo(bytes);
  }
}
