package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import org.junit.jupiter.api.Test;

/**
 * A power cut or a kill after every operation of appends, rolls and recoveries, with unflushed
 * bytes lost, torn or reordered, and then again while the log is being recovered. {@code
 * -Dpawl.crash.states=100000} looks at more states than the build does.
 */
class CrashPointTest {
  private static final int STATES = Integer.getInteger("pawl.crash.states", 3_000);

  @Test
  @Guarantee({"E2", "E4", "E5", "E8"})
  @Acceptance("E07")
  void nothingAcknowledgedIsLostAndNothingHalfIsSeenAfterACrashAtAnyPoint() {
    int states = 0;
    for (long seed = 1; states < STATES; seed++) {
      SimulatedDisk whole = new SimulatedDisk();
      new CrashWorkload(seed).run(whole);
      for (long operation = 0; operation <= whole.operations() && states < STATES; operation++) {
        states += crashes(seed, operation);
      }
    }
    System.out.println("crash states looked at: " + states);
  }

  private static int crashes(long seed, long operation) {
    CrashWorkload workload = new CrashWorkload(seed);
    SimulatedDisk disk = new SimulatedDisk();
    disk.crashAfter(operation);
    try {
      int states = 0;
      boolean crashed = runs(() -> workload.run(disk));
      SimulatedDisk left = end(disk, workload);
      while (crashed) {
        states++;
        left.crashAfter(workload.random().nextInt(40));
        SimulatedDisk current = left;
        crashed = runs(() -> workload.resume(current));
        left = end(current, workload);
      }
      assertThat(workload.look(left)).isEqualTo(workload.acknowledged());
      return states + 1;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", crash after operation " + operation, e);
    }
  }

  /**
   * A power cut, or now and then a kill -9: it leaves all that was written, but makes none of it
   * durable.
   */
  private static SimulatedDisk end(SimulatedDisk disk, CrashWorkload workload) {
    if (workload.random().nextInt(4) == 0) {
      disk.setFaults(SimulatedDisk.Faults.NONE);
      return disk;
    }
    return disk.afterCrash(workload.random());
  }

  private static boolean runs(Runnable work) {
    try {
      work.run();
      return false;
    } catch (SimulatedDisk.Crash crash) {
      return true;
    }
  }
}
