package dev.pawl.orchestration;

import dev.pawl.spi.PortFailure;
import java.util.ArrayDeque;

/**
 * Makes calls of queues that may be late, such as settling and answering: what a queue does not
 * take now is tried again after a pause, in order, and holds nothing else up. Such calls may be
 * made twice. One thread at a time.
 */
final class Courier {
  private static final long PAUSE_NANOS = 200_000_000;

  private final Clocks clocks;
  private final Counters counters;
  private final ArrayDeque<Runnable> late = new ArrayDeque<>();
  private long notBeforeNanos;

  Courier(Clocks clocks, Counters counters) {
    this.clocks = clocks;
    this.counters = counters;
  }

  /** Makes a call now or later. */
  void call(Runnable call) {
    late.add(call);
    if (late.size() == 1) {
      deliver();
    }
  }

  /** Makes the calls that are late, once their pause is over; gives how many were made. */
  int step() {
    return late.isEmpty() || clocks.nanos() - notBeforeNanos < 0 ? 0 : deliver();
  }

  private int deliver() {
    int made = 0;
    try {
      for (Runnable call = late.peek(); call != null; call = late.peek()) {
        call.run();
        late.remove();
        made++;
      }
    } catch (PortFailure.Unavailable e) {
      counters.unavailable("queue", e);
      notBeforeNanos = clocks.nanos() + PAUSE_NANOS;
    }
    return made;
  }

  /** Whether every call was made. */
  boolean isIdle() {
    return late.isEmpty();
  }
}
