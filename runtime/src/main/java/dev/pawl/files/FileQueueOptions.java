package dev.pawl.files;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How a {@link FileTaskQueue} works; begin with {@link #defaults}. All processes that share a
 * folder should use the same lease.
 *
 * @param lease how long a holder's counter may stand still before its claims are taken back, 10 s
 *     by default
 * @param maximumBytes the largest message, 16 MiB by default
 * @param durable whether sent messages are flushed to the disk before {@code send} returns, true by
 *     default
 * @param nanoTime the monotonic clock by which this process observes the counters of others
 * @param clock the wall clock whose time orders messages roughly; nothing else depends on it
 * @param random the source of the names of places and openings
 */
public record FileQueueOptions(
    Duration lease,
    int maximumBytes,
    boolean durable,
    LongSupplier nanoTime,
    InstantSource clock,
    RandomGenerator random) {
  public FileQueueOptions {
    if (lease.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException("a lease should be at least 10 ms, found " + lease);
    }
    if (maximumBytes < 1) {
      throw new IllegalArgumentException(
          "the largest message should have at least 1 byte, found " + maximumBytes);
    }
  }

  /** The defaults named above, with the system's clocks. */
  public static FileQueueOptions defaults() {
    return new FileQueueOptions(
        Duration.ofSeconds(10),
        16 << 20,
        true,
        System::nanoTime,
        InstantSource.system(),
        new SecureRandom());
  }

  /** The same with another lease. */
  public FileQueueOptions withLease(Duration other) {
    return new FileQueueOptions(other, maximumBytes, durable, nanoTime, clock, random);
  }

  /** The same with another largest message, in bytes. */
  public FileQueueOptions withMaximumBytes(int other) {
    return new FileQueueOptions(lease, other, durable, nanoTime, clock, random);
  }

  /** The same with or without flushing. */
  public FileQueueOptions withDurable(boolean other) {
    return new FileQueueOptions(lease, maximumBytes, other, nanoTime, clock, random);
  }

  /** The same with another monotonic clock, in nanoseconds. */
  public FileQueueOptions withNanoTime(LongSupplier other) {
    return new FileQueueOptions(lease, maximumBytes, durable, other, clock, random);
  }

  /** A new random name of 16 hexadecimal digits. */
  String newName() {
    return "%016x".formatted(random.nextLong());
  }
}
