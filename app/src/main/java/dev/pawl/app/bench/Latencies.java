package dev.pawl.app.bench;

import java.util.Arrays;

/**
 * How often something took how long, in microseconds. Buckets grow by a 64th, so that a quantile is
 * right within two percent. One thread at a time.
 */
final class Latencies {
  private static final int SUB_BITS = 6;

  private final long[] counts = new long[64 << SUB_BITS];
  private long total;

  void add(long micros) {
    counts[bucket(Math.max(0, micros))]++;
    total++;
  }

  /** Forgets everything. */
  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  /** The time that a share of all stayed under, in microseconds; 0 where nothing was measured. */
  long quantile(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return upper(i);
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    int magnitude = 63 - Long.numberOfLeadingZeros(micros | 1);
    return magnitude < SUB_BITS
        ? (int) micros
        : ((magnitude - SUB_BITS + 1) << SUB_BITS)
            + (int) (micros >> (magnitude - SUB_BITS) & ((1 << SUB_BITS) - 1));
  }

  private static long upper(int bucket) {
    int group = bucket >> SUB_BITS;
    return group == 0
        ? bucket
        : (((1L << SUB_BITS) + (bucket & ((1 << SUB_BITS) - 1)) + 1) << (group - 1)) - 1;
  }
}
