package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** An error of the disk at each of its operations. */
class DiskFaultTest {
  private static final int APPENDS = 25;

  @Test
  @Guarantee({"E2", "E4", "E9"})
  @Acceptance("E10")
  void anErrorAtAnyOperationIsACleanRefusalOrTheEndOfTheStreamsOwner() {
    atEachOperation(failing -> (number, operation, path) -> failAt(number, failing, operation));
  }

  private static void failAt(long number, long failing, String operation) throws IOException {
    if (number == failing) {
      throw new IOException("injected at " + operation);
    }
  }

  @Test
  @Guarantee("E4")
  void afterAFailedFlushTheStoreSaysThatTheProcessMustStopAndNothingIsTriedAgain() {
    CrashWorkload workload = new CrashWorkload(1);
    SimulatedDisk disk = new SimulatedDisk();
    FileEventStore store = CrashWorkload.open(disk, workload.random());
    workload.acquire(store);
    assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(store.mustStop()).isEmpty();
    disk.setFaults(
        (number, operation, path) -> failAt(operation.equals("force") ? 1 : 0, 1, operation));

    assertThat(EventStoreContract.failure(workload.tryAppend(store)))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining("must stop");
    assertThat(store.mustStop()).isPresent();
    disk.setFaults(SimulatedDisk.Faults.NONE);
    long operations = disk.operations();
    assertThat(EventStoreContract.failure(workload.tryAppend(store)))
        .isInstanceOf(PortFailure.Unavailable.class);
    assertThat(disk.operations()).isEqualTo(operations);
    assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
  }

  @Test
  @Guarantee("E9")
  @Acceptance("E10")
  void aFullDiskAtAnySizeIsACleanRefusalAndWorkGoesOnWhenThereIsSpace() {
    for (long capacity = 0; capacity < 220 << 10; capacity += 977) {
      CrashWorkload workload = new CrashWorkload(capacity);
      SimulatedDisk disk = new SimulatedDisk();
      disk.setCapacity(capacity);
      FileEventStore store = CrashWorkload.open(disk, workload.random());
      until(() -> acquires(workload, store), () -> disk.setCapacity(Long.MAX_VALUE));
      for (int i = 0; i < 60; i++) {
        until(
            () -> workload.tryAppend(store) instanceof AppendOutcome.Appended,
            () -> {
              assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
              disk.setCapacity(Long.MAX_VALUE);
            });
        assertThat(store.mustStop()).isEmpty();
      }
      assertThat(workload.look(disk)).isEqualTo(workload.acknowledged());
    }
  }

  @Test
  @Guarantee({"E2", "E5", "E9"})
  @Acceptance("E10")
  void anErrorAtAnyOperationOfATakeoverIsACleanRefusalAndTheNextTakeoverWorks() {
    overALog((workload, disk, failing) -> {
      disk.failAt(failing);
      long before = disk.operations();
      FileEventStore store = CrashWorkload.open(disk, workload.random());
      var _ = acquires(workload, store);
      boolean reached = disk.operations() - before >= failing;
      disk.setFaults(SimulatedDisk.Faults.NONE);
      assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
      workload.acquire(store);
      assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
      assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
      store.close();
      return reached;
    });
  }

  @Test
  @Guarantee("E9")
  @Acceptance("E10")
  void aFullDiskAtATakeoverIsACleanRefusalAndTheNextTakeoverWorks() {
    overALog((workload, disk, step) -> {
      disk.setCapacity(disk.used() + (step - 1) * 999);
      FileEventStore store = CrashWorkload.open(disk, workload.random());
      boolean refused = !acquires(workload, store);
      assertThat(workload.look(disk)).isEqualTo(workload.acknowledged());
      disk.setCapacity(Long.MAX_VALUE);
      workload.acquire(store);
      assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
      assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
      return refused;
    });
  }

  @Test
  @Guarantee("E2")
  @Acceptance("E10")
  void anErrorAtAnyOperationOfADeletionLeavesAllOrNothingAndTheNextDeletionWorks() {
    overALog((workload, disk, failing) -> {
      FileEventStore store = CrashWorkload.open(disk, workload.random());
      disk.failAt(failing);
      boolean reached = !deletes(workload, store);
      disk.setFaults(SimulatedDisk.Faults.NONE);
      workload.look(disk);
      workload.delete(store);
      assertThat(disk.list(CrashWorkload.STREAM)).isEmpty();
      workload.acquire(store);
      assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
      return reached;
    });
  }

  private static boolean deletes(CrashWorkload workload, FileEventStore store) {
    try {
      workload.delete(store);
      return true;
    } catch (PortFailure.Unavailable e) {
      return false;
    }
  }

  /** Something that goes wrong at its n-th opportunity; false where there was none. */
  private interface Mishap {
    boolean at(CrashWorkload workload, SimulatedDisk disk, long number);
  }

  /** Over a log that an owner left, closed or not, at each opportunity. */
  private static void overALog(Mishap mishap) {
    for (long seed = 1; seed <= 6; seed++) {
      long number = 0;
      boolean reached = true;
      while (reached) {
        number++;
        CrashWorkload workload = new CrashWorkload(seed);
        SimulatedDisk disk = new SimulatedDisk();
        FileEventStore owner = CrashWorkload.open(disk, workload.random());
        workload.acquire(owner);
        for (int i = 0; i < 12; i++) {
          assertThat(workload.tryAppend(owner)).isInstanceOf(AppendOutcome.Appended.class);
        }
        if (seed % 2 == 0) {
          owner.close();
        }
        try {
          reached = mishap.at(workload, disk, number);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + seed + ", opportunity " + number, e);
        }
      }
      assertThat(number).isGreaterThan(3);
    }
  }

  /** Tries once, and once more after what went wrong was put right. */
  private static void until(BooleanSupplier tried, Runnable mend) {
    if (!tried.getAsBoolean()) {
      mend.run();
      assertThat(tried.getAsBoolean()).isTrue();
    }
  }

  private static boolean acquires(CrashWorkload workload, FileEventStore store) {
    try {
      workload.acquire(store);
      return true;
    } catch (PortFailure.Unavailable e) {
      return false;
    }
  }

  private static void atEachOperation(LongFunction<SimulatedDisk.Faults> faults) {
    for (long seed = 1; seed <= 5; seed++) {
      long operation = 0;
      boolean reached = true;
      while (reached) {
        operation++;
        reached = failsAt(seed, operation, faults.apply(operation));
      }
      assertThat(operation).isGreaterThan(2 * APPENDS);
    }
  }

  /** False where the work was done before the operation that should fail. */
  private static boolean failsAt(long seed, long operation, SimulatedDisk.Faults faults) {
    CrashWorkload workload = new CrashWorkload(seed);
    SimulatedDisk disk = new SimulatedDisk();
    disk.setFaults(faults);
    try {
      FileEventStore store = CrashWorkload.open(disk, workload.random());
      if (!acquires(workload, store)) {
        workload.acquire(store);
      }
      for (int i = 0; i < APPENDS && store.mustStop().isEmpty(); i++) {
        if (workload.tryAppend(store) instanceof AppendOutcome.Refused
            && store.mustStop().isEmpty()) {
          assertThat(CrashWorkload.texts(store)).isEqualTo(workload.acknowledged());
          assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
        }
      }
      long operations = disk.operations();
      disk.setFaults(SimulatedDisk.Faults.NONE);
      workload.resume(seed % 2 == 0 ? disk : disk.afterCrash(workload.random()));
      return operations >= operation;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", error at operation " + operation, e);
    }
  }
}
