package dev.pawl.orchestration;

import java.util.function.LongSupplier;

/**
 * How many tasks of a pool may wait in its queue. The limit follows what the workers take, as
 * dynamic queue limits do for network cards: it doubles where they found nothing left, and falls by
 * half of what was always left over. So quick tasks never wait for the orchestrator, however long a
 * flush takes, and a new run waits only moments behind a huge one.
 *
 * <p>One thread at a time.
 */
final class PoolWindow {
  /** So long after it began to look the depth of a queue is looked at again. */
  static final long LOOK_NANOS = 500_000;

  private static final int SMALLEST = 2;
  private static final int FIRST = 64;
  private static final int LARGEST = 6_144;
  private static final long PERIOD_NANOS = 50_000_000;
  private static final double WEIGHT = 0.1;

  /** A queue far away is asked so seldom that asking takes a tenth of the time at most. */
  private static final int LOOK_SHARE = 10;

  private final LongSupplier nanos;
  private int limit = FIRST;
  private double allowed = FIRST;
  private double tasksOfAMessage = 1;
  private long lookAt;
  private double leftOver = LARGEST;
  private long periodEnds;
  private boolean starving;

  PoolWindow(LongSupplier nanos) {
    this.nanos = nanos;
    lookAt = nanos.getAsLong() + LOOK_NANOS;
    periodEnds = lookAt + PERIOD_NANOS;
  }

  /**
   * Whether another message may be sent.
   *
   * @param depth asks about how many messages wait
   */
  boolean hasRoom(LongSupplier depth) {
    if (allowed > 0) {
      return true;
    }
    long now = nanos.getAsLong();
    if (now - lookAt >= 0) {
      look(depth, now);
    }
    return allowed > 0;
  }

  private void look(LongSupplier depth, long now) {
    double waiting = depth.getAsLong() * tasksOfAMessage;
    long after = nanos.getAsLong();
    lookAt = after + Math.max(LOOK_NANOS, LOOK_SHARE * (after - now));
    leftOver = Math.min(leftOver, waiting);
    starving = waiting == 0;
    if (starving) {
      limit = Math.min(LARGEST, 2 * limit);
    }
    if (now - periodEnds >= 0) {
      limit = (int) Math.max(SMALLEST, limit - leftOver / 2);
      leftOver = LARGEST;
      periodEnds = now + PERIOD_NANOS;
    }
    allowed = limit - waiting;
  }

  /** A message was sent. */
  void sent(int tasks) {
    allowed -= tasks;
    tasksOfAMessage += WEIGHT * (tasks - tasksOfAMessage);
  }

  /** Whether what waits outside may be wanted before anything is heard of the workers. */
  boolean isStarving() {
    return allowed <= 0 && starving;
  }
}
