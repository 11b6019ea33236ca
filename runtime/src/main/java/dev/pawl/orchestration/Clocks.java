package dev.pawl.orchestration;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks. Wall-clock time is recorded and decides when a planned retry is due; whatever
 * measures how long something takes uses the monotonic one, so that a jump of the wall clock times
 * nothing out.
 *
 * @param monotonicNanos only differences mean something
 */
public record Clocks(InstantSource wall, LongSupplier monotonicNanos) {
  /** Milliseconds since 1970. */
  public long millis() {
    return wall.millis();
  }

  public long nanos() {
    return monotonicNanos.getAsLong();
  }
}
