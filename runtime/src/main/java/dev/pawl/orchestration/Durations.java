package dev.pawl.orchestration;

/**
 * How long the tasks of one step take, as a histogram of 64 buckets, each a fifth longer than the
 * one before. What takes less than a second is only counted, so that a step of quick tasks costs
 * nothing more.
 */
final class Durations {
  private static final int BUCKETS = 64;
  private static final double SHORTEST_MICROS = 1_000_000;

  /** Buckets to a doubling. */
  private static final int STEPS = 4;

  private int[] counts = new int[0];
  private long all;

  /** Tasks of one delivery were confirmed: of the others than the slowest only the sum is known. */
  void measured(long totalMicros, long slowestMicros, int tasks) {
    all += tasks;
    count(slowestMicros, 1);
    if (tasks > 1) {
      count((totalMicros - slowestMicros) / (tasks - 1), tasks - 1);
    }
  }

  private void count(long micros, int tasks) {
    if (micros < SHORTEST_MICROS) {
      return;
    }
    counts = counts.length == 0 ? new int[BUCKETS] : counts;
    double doublings = Math.log(micros / SHORTEST_MICROS) / Math.log(2);
    counts[Math.min(BUCKETS - 1, (int) (STEPS * doublings))] += tasks;
  }

  /** Whether anything was measured. */
  boolean areKnown() {
    return all > 0;
  }

  /**
   * At least nineteen of twenty tasks took no longer. A fifth too long at most; 0 where it is less
   * than a second.
   */
  long percentile95Micros() {
    long longer = 0;
    for (int bucket = counts.length - 1; bucket >= 0; bucket--) {
      longer += counts[bucket];
      if (20 * longer > all) {
        return (long) (SHORTEST_MICROS * Math.pow(2, (bucket + 1.0) / STEPS));
      }
    }
    return 0;
  }
}
