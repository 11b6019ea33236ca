package dev.pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One deployment for a day, with everything going wrong that may. */
final class SoakTest {
  private static final Logger QUIET = Logger.getLogger("dev.pawl");
  private static final Duration WAVE = Duration.ofMinutes(6);
  private static final int WAVES = 240;

  /** Names of former runs are all that stays: some bytes for each. */
  private static final long ALLOWANCE = 4L << 20;

  @BeforeAll
  static void silence() {
    QUIET.setLevel(Level.OFF);
  }

  @Test
  @Acceptance("E12")
  void aDayOfRunsLeavesMemoryFlat() throws Exception {
    List<Long> used = new ArrayList<>();

    Simulation.Outcome outcome =
        Simulation.soak(1, Scenario.SOAK, WAVES, WAVE, () -> used.add(usedAfterCollection(used)));

    assertThat(outcome.virtualTime()).isGreaterThanOrEqualTo(Duration.ofHours(24));
    long early =
        used.subList(WAVES / 8, WAVES / 4).stream().mapToLong(Long::longValue).max().orElseThrow();
    long late =
        used.subList(WAVES - WAVES / 8, WAVES).stream()
            .mapToLong(Long::longValue)
            .min()
            .orElseThrow();
    assertThat(late).isLessThan(early + ALLOWANCE);
  }

  /** Collects now and then only: that takes longer than a wave. */
  private static long usedAfterCollection(List<Long> before) {
    if (before.size() % 10 != 0) {
      return before.getLast();
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
