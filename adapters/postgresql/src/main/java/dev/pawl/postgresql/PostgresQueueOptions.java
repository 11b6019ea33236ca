package dev.pawl.postgresql;

import java.time.Duration;

/**
 * How a {@link PostgresTaskQueue} works; begin with {@link #DEFAULT}. All who share a database
 * should use the same.
 *
 * @param lease how long a consumer may be silent before its claims go to others, by the server's
 *     clock; 10 s by default
 * @param maximumBytes the largest message, 16 MiB by default
 */
public record PostgresQueueOptions(Duration lease, int maximumBytes) {
  /** The defaults named above. */
  public static final PostgresQueueOptions DEFAULT =
      new PostgresQueueOptions(Duration.ofSeconds(10), 16 << 20);

  public PostgresQueueOptions {
    if (lease.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("a lease should be at least 100 ms, found " + lease);
    }
    if (maximumBytes < 1) {
      throw new IllegalArgumentException(
          "the largest message should have at least 1 byte, found " + maximumBytes);
    }
  }

  /** The same with another lease. */
  public PostgresQueueOptions withLease(Duration other) {
    return new PostgresQueueOptions(other, maximumBytes);
  }

  /** The same with another largest message, in bytes. */
  public PostgresQueueOptions withMaximumBytes(int other) {
    return new PostgresQueueOptions(lease, other);
  }
}
