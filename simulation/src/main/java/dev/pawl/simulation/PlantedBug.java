package dev.pawl.simulation;

import dev.pawl.files.log.FileLayer;
import dev.pawl.run.RunEvent;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Bugs that the simulation has to find, each planted at one place by a wrapper of a port. */
public enum PlantedBug {
  /** Says now and then that events are durable, and has not written them. */
  STORE_THAT_LIES(() -> inStore(BrokenStores::lying)),
  /** Tells that events are durable, and writes them with the next ones. */
  CONFIRMED_BEFORE_DURABLE(() -> inStore((store, _) -> BrokenStores.behind(store))),
  /** Writes a confirmation twice. */
  CONFIRMATION_WRITTEN_TWICE(
      () -> inStore(BrokenEvents.repeating(RunEvent.ResultsConfirmed.class, 0.05))),
  /** Takes the events of an owner that another has followed. */
  FENCE_IGNORED(() -> inStore(BrokenStores.unfenced())),
  /** A takeover that leaves the former owner its right to write. */
  TAKEOVER_WITHOUT_SEALING(() -> inStore(BrokenStores.unsealed())),
  /** After a crash in the middle of an append, the first half of it counts. */
  TORN_TAIL_ACCEPTED(() -> inStore(BrokenStores::tearing)),
  /** Flushes nothing. */
  FLUSH_FORGOTTEN(() -> inFiles(BrokenFiles::unflushed)),
  /** Begins a segment whose name is not made durable. */
  TAIL_LOST_AFTER_ROLL(() -> inFiles(BrokenFiles::unsynced)),
  /** Recovery overlooks a run. */
  RUN_FORGOTTEN_AT_RECOVERY(() -> inStore((store, _) -> BrokenStores.forgetful(store))),
  /** A replay reads the values of a batch in the wrong order. */
  VALUES_READ_OUT_OF_ORDER(() -> inStore((store, _) -> BrokenEvents.disordered(store))),
  /** A replay forgets quarantines. */
  QUARANTINE_FORGOTTEN_AT_REPLAY(
      () -> inStore((store, _) -> BrokenEvents.forgetting(store, RunEvent.TaskQuarantined.class))),
  /** A replay forgets what was cancelled: the run goes on. */
  CANCELLED_RUN_GOES_ON(
      () -> inStore((store, _) -> BrokenEvents.dropping(store, RunEvent.RunCancelled.class))),
  /** A pause is answered, and not written. */
  PAUSE_NOT_WRITTEN(
      () -> inStore((store, _) -> BrokenEvents.dropping(store, RunEvent.RunPaused.class))),
  /** A task is timed out after its result was confirmed. */
  TIMEOUT_AFTER_CONFIRMATION(() -> inStore(BrokenEvents::timingOutLate)),
  /** A planned retry is issued twice. */
  RETRY_ISSUED_TWICE(() -> inStore(BrokenEvents.repeating(RunEvent.RetriesIssued.class, 0.3))),
  /** A failure of one of two attempts gives the task a third, though the other goes on. */
  REISSUED_THOUGH_ONE_GOES_ON(() -> inStore((store, _) -> BrokenEvents.reissuing(store))),
  /** A task that takes long is begun a second time, and a third. */
  SECOND_ATTEMPT_ISSUED_TWICE(
      () -> inStore(BrokenEvents.repeating(RunEvent.SecondAttemptIssued.class, 0.3))),
  /** A barrier opens one task early. */
  BARRIER_ONE_EARLY(() -> inStore(BrokenEvents::openingEarly)),
  /** Loses one message in a thousand. */
  ONE_MESSAGE_IN_A_THOUSAND_LOST(() -> inQueues(BrokenQueues::losing)),
  /** What cannot be read is acknowledged away. */
  DEAD_LETTERS_DROPPED(() -> inQueues((queue, _) -> BrokenQueues.dropping(queue))),
  /** A worker acknowledges a task before it was reported. */
  ACKNOWLEDGED_BEFORE_REPORTED(() -> inWorkers((queue, _) -> BrokenQueues.hasty(queue))),
  /** The orchestrator acknowledges a report before its events are appended. */
  ACKNOWLEDGED_BEFORE_APPENDED(() -> inOrchestrator((queue, _) -> BrokenQueues.hasty(queue))),
  /** The claims of dead workers are never given to others. */
  LEASE_NEVER_EXPIRES(() -> inWorkers((queue, _) -> BrokenQueues.clinging(queue))),
  /**
   * Of the reports of an attempt only the first that arrives is looked at, whatever became of it.
   */
  DEDUPLICATED_BY_ATTEMPT(() -> inOrchestrator(BrokenQueues.deduplicating())),
  /** The results of a batch are reported in the wrong order. */
  RESULTS_SWAPPED(() -> inWorkers((queue, _) -> BrokenQueues.swapping(queue))),
  /** A failure is reported as something that still runs. */
  FAILURES_CONCEALED(() -> inWorkers((queue, _) -> BrokenQueues.concealing(queue))),
  /** A result is reported for another run. */
  WRONG_RUN_REPORTED(() -> inWorkers(BrokenQueues.confusing())),
  /** A result is reported with the number of the next attempt. */
  ATTEMPT_OFF_BY_ONE(() -> inWorkers((queue, _) -> BrokenQueues.ahead(queue))),
  /** A worker says that its task began a minute before it did. */
  START_TOLD_TOO_EARLY(() -> inWorkers((queue, _) -> BrokenQueues.early(queue))),
  /** Every delivery has the same nonce. */
  NONCE_IGNORED(NonceIgnored::new),
  /** Damage of a blob is not noticed. */
  DAMAGED_BLOB_ACCEPTED(() -> inBlobs(BrokenBlobs::damaged)),
  /** A blob that was committed is not there. */
  COMMITTED_BLOB_LOST(() -> inBlobs(BrokenBlobs::lost)),
  /** Timeouts are measured by the wall clock. */
  TIMEOUTS_BY_THE_WALL_CLOCK(TimeoutsByTheWallClock::new),
  /** A queue in memory does not tell that its messages are gone: nothing is dispatched again. */
  REDISPATCH_FORGOTTEN(RedispatchForgotten::new);

  /** Without a state of its own. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Tampering> planting;

  PlantedBug(Supplier<Tampering> planting) {
    this.planting = planting;
  }

  /** The bug, for one simulation. */
  Tampering plant() {
    return planting.get();
  }

  private static Tampering inStore(BiFunction<EventStore, Luck, EventStore> broken) {
    return new Tampering() {
      @Override
      public EventStore store(EventStore store, Luck luck) {
        return broken.apply(store, luck);
      }
    };
  }

  private static Tampering inFiles(BiFunction<FileLayer, Luck, FileLayer> broken) {
    return new Tampering() {
      @Override
      public FileLayer files(FileLayer files, Luck luck) {
        return broken.apply(files, luck);
      }
    };
  }

  private static Tampering inBlobs(BiFunction<BlobStore, Luck, BlobStore> broken) {
    return new Tampering() {
      @Override
      public BlobStore blobs(BlobStore blobs, Luck luck) {
        return broken.apply(blobs, luck);
      }
    };
  }

  private static Tampering inWorkers(BiFunction<TaskQueue, Luck, TaskQueue> broken) {
    return new Tampering() {
      @Override
      public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
        return broken.apply(queue, luck);
      }
    };
  }

  private static Tampering inOrchestrator(BiFunction<TaskQueue, Luck, TaskQueue> broken) {
    return new Tampering() {
      @Override
      public TaskQueue orchestratorQueue(TaskQueue queue, Luck luck) {
        return broken.apply(queue, luck);
      }
    };
  }

  private static Tampering inQueues(BiFunction<TaskQueue, Luck, TaskQueue> broken) {
    return new Tampering() {
      @Override
      public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
        return broken.apply(queue, luck);
      }

      @Override
      public TaskQueue orchestratorQueue(TaskQueue queue, Luck luck) {
        return broken.apply(queue, luck);
      }
    };
  }

  private static final class NonceIgnored implements Tampering {
    @Override
    public RandomGenerator nonces(Luck luck) {
      return () -> 7;
    }
  }

  private static final class TimeoutsByTheWallClock implements Tampering {
    @Override
    public LongSupplier orchestratorNanos(VirtualClock clock) {
      return () -> clock.millis() * 1_000_000;
    }
  }

  private static final class RedispatchForgotten implements Tampering {
    @Override
    public boolean tellsLossOfMessages() {
      return false;
    }
  }
}
