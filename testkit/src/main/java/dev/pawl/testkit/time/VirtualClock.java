package dev.pawl.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is told to go on. It has two readings, as a computer has: a
 * wall clock that may be set to any time, and a monotonic one that only advances. Safe for use by
 * many threads.
 */
public final class VirtualClock implements InstantSource {
  private Instant wall;
  private long nanos;

  /** A clock that shows 2030-01-01T00:00:00Z, and 0 as its monotonic reading. */
  public VirtualClock() {
    this(Instant.parse("2030-01-01T00:00:00Z"));
  }

  /** A clock that shows {@code start}, and 0 as its monotonic reading. */
  public VirtualClock(Instant start) {
    this.wall = start;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  /**
   * Nanoseconds since this clock was made, like {@link System#nanoTime}: setting the wall clock
   * does not touch it.
   */
  public synchronized long nanoTime() {
    return nanos;
  }

  /** Moves both readings on. */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a clock should advance by zero or more, found " + time);
    }
    wall = wall.plus(time);
    nanos = Math.addExact(nanos, time.toNanos());
  }

  /** Makes the wall clock jump, forward or back, as when somebody sets it. */
  public synchronized void setWallClock(Instant time) {
    wall = time;
  }
}
