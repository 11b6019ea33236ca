package dev.pawl.processing;

import dev.pawl.spi.Names;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param id unique among the workers of a deployment, as a name: {@code [a-z0-9][a-z0-9._-]*}, at
 *     most 90 characters
 * @param pool whose tasks it takes
 * @param slots how many tasks run at once, each on a thread of its own
 * @param patience how long a slot waits for a message before it looks whether to stop
 * @param mostDeliveries a task that was delivered more often than this is reported as failed rather
 *     than run
 * @param interruptGrace how long an interrupted task may take to end before its slot is abandoned
 * @param groupMemory about how many bytes a task of a {@code groupBy} may take; what is more goes
 *     to temporary files
 */
public record WorkerSettings(
    String id,
    String pool,
    int slots,
    Duration patience,
    int mostDeliveries,
    Duration interruptGrace,
    long groupMemory) {
  private static final long GROUP_MEMORY = 64L << 20;

  public WorkerSettings {
    Names.requireName("worker." + id);
    Names.requireName("tasks." + pool);
    if (slots < 1 || slots > 10_000) {
      throw new IllegalArgumentException("a worker should have 1 to 10000 slots, found " + slots);
    }
    if (mostDeliveries < 1) {
      throw new IllegalArgumentException(
          "a task should be delivered once or more, found " + mostDeliveries);
    }
    if (groupMemory < 0) {
      throw new IllegalArgumentException(
          "the memory of a grouping task should not be negative, found " + groupMemory);
    }
    if (patience.isNegative() || interruptGrace.isNegative()) {
      throw new IllegalArgumentException(
          "patience and grace should not be negative, found "
              + patience
              + " and "
              + interruptGrace);
    }
  }

  /** Patience 100 milliseconds, at most 5 deliveries, 10 seconds of grace, 64 MiB for groups. */
  public static WorkerSettings of(String id, String pool, int slots) {
    return new WorkerSettings(
        id, pool, slots, Duration.ofMillis(100), 5, Duration.ofSeconds(10), GROUP_MEMORY);
  }

  /** The same with another patience; zero for a simulator that calls {@link Worker#step}. */
  public WorkerSettings withPatience(Duration value) {
    return new WorkerSettings(id, pool, slots, value, mostDeliveries, interruptGrace, groupMemory);
  }

  /** The same with another limit of deliveries. */
  public WorkerSettings withMostDeliveries(int value) {
    return new WorkerSettings(id, pool, slots, patience, value, interruptGrace, groupMemory);
  }

  /** The same with another grace for interrupted tasks. */
  public WorkerSettings withInterruptGrace(Duration value) {
    return new WorkerSettings(id, pool, slots, patience, mostDeliveries, value, groupMemory);
  }

  /** The same with another limit for grouping tasks, in bytes. */
  public WorkerSettings withGroupMemory(long value) {
    return new WorkerSettings(id, pool, slots, patience, mostDeliveries, interruptGrace, value);
  }

  /** The queue that its tasks come from. */
  public String taskQueue() {
    return "tasks." + pool;
  }

  /** The queue that tells it to stop tasks. */
  public String ownQueue() {
    return "worker." + id;
  }
}
