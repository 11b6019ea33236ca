package dev.pawl.simulation;

import dev.pawl.files.log.FileLayer;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Where a bug may be planted in one simulation: by default nowhere. */
interface Tampering {
  Tampering NONE = new Tampering() {};

  /** The store as orchestrators see it. */
  default EventStore store(EventStore store, Luck luck) {
    return store;
  }

  /** The files as the event log sees them. */
  default FileLayer files(FileLayer files, Luck luck) {
    return files;
  }

  /** The blobs as workers see them. */
  default BlobStore blobs(BlobStore blobs, Luck luck) {
    return blobs;
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

  /** Draws the nonces of a worker's deliveries. */
  default RandomGenerator nonces(Luck luck) {
    return luck;
  }

  /** Whether a queue that lost its messages says so. */
  default boolean tellsLossOfMessages() {
    return true;
  }
}
