package dev.pawl.simulation;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import java.util.function.LongSupplier;

/** Where a bug may be planted: by default nowhere. */
interface Tampering {
  Tampering NONE = new Tampering() {};

  /** The store as orchestrators see it. */
  default EventStore store(EventStore store, Luck luck) {
    return store;
  }

  /** The queue as the orchestrator sees it. */
  default TaskQueue orchestratorQueue(TaskQueue queue, Luck luck) {
    return queue;
  }

  /** The queue as a worker sees it. */
  default TaskQueue workerQueue(TaskQueue queue, Luck luck) {
    return queue;
  }

  /** The clock by which the orchestrator measures. */
  default LongSupplier orchestratorNanos(VirtualClock clock) {
    return clock::nanoTime;
  }

  /** Whether a queue that lost its messages says so. */
  default boolean tellsLossOfMessages() {
    return true;
  }
}
