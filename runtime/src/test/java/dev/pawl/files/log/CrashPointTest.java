package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import org.junit.jupiter.api.Test;

/**
 * A power cut or a kill after every operation of appends, rolls, takeovers and deletions, with
 * unflushed bytes lost, torn or reordered, and then again while the log is being recovered. {@code
 * -Dpawl.crash.states=100000} looks at more states than the build does.
 */
class CrashPointTest {
  private static final int STATES = Integer.getInteger("pawl.crash.states", 4_000);

  /** What a crash leaves of what the disk had not been told to keep. */
  private enum Crash {
    LOST(SimulatedDisk.Left.NOTHING),
    KEPT(SimulatedDisk.Left.ALL),
    TORN(SimulatedDisk.Left.TORN),
    REORDERED(SimulatedDisk.Left.REORDERED),
    /** A kill -9: it leaves all that was written, but makes none of it durable. */
    KILL(SimulatedDisk.Left.ALL);

    private final SimulatedDisk.Left left;

    Crash(SimulatedDisk.Left left) {
      this.left = left;
    }

    static Crash any(CrashWorkload workload) {
      return values()[workload.random().nextInt(values().length)];
    }

    SimulatedDisk of(SimulatedDisk disk, CrashWorkload workload) {
      if (this == KILL) {
        disk.setFaults(SimulatedDisk.Faults.NONE);
        return disk;
      }
      return disk.afterCrash(left, workload.random());
    }
  }

  @Test
  @Guarantee({"E2", "E4", "E5", "E8"})
  @Acceptance("E07")
  void nothingAcknowledgedIsLostAndNothingHalfIsSeenAfterACrashAtAnyPoint() {
    int states = 0;
    for (long seed = 1; states < STATES; seed++) {
      SimulatedDisk whole = new SimulatedDisk();
      new CrashWorkload(seed).run(whole);
      for (long operation = 0; operation <= whole.operations() && states < STATES; operation++) {
        for (Crash crash : Crash.values()) {
          states += crashes(seed, operation, crash);
        }
      }
    }
    System.out.println("crash states looked at: " + states);
  }

  private static int crashes(long seed, long operation, Crash crash) {
    CrashWorkload workload = new CrashWorkload(seed);
    SimulatedDisk disk = new SimulatedDisk();
    disk.crashAfter(operation);
    try {
      int states = 0;
      boolean crashed = runs(() -> workload.run(disk));
      SimulatedDisk left = crash.of(disk, workload);
      while (crashed) {
        states++;
        left.crashAfter(workload.random().nextInt(40));
        SimulatedDisk current = left;
        crashed = runs(() -> workload.resume(current));
        left = Crash.any(workload).of(current, workload);
      }
      assertThat(workload.look(left)).isEqualTo(workload.acknowledged());
      return states + 1;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + ", crash after operation " + operation + ", " + crash, e);
    }
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
