package dev.pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Simulates seeds: {@code -Dpawl.seeds=N} seeds (default 1,000), or the one of {@code
 * -Dpawl.seed=N} again.
 */
final class SimulationTest {
  private static final Logger QUIET = Logger.getLogger("dev.pawl");

  @BeforeAll
  static void silence() {
    QUIET.setLevel(Level.OFF);
  }

  @Test
  @Acceptance({"P03", "P05", "P07", "P08", "P09", "P10", "P13", "P15", "M06", "T04", "T07", "T08"})
  void noSeedBreaksAGuarantee() {
    Long one = Long.getLong("pawl.seed");
    LongStream seeds =
        one == null
            ? LongStream.rangeClosed(1, Long.getLong("pawl.seeds", 1_000))
            : LongStream.of(one);

    List<String> violations =
        seeds.parallel().mapToObj(SimulationTest::violation).filter(Objects::nonNull).toList();

    assertThat(violations.stream().limit(3))
        .as(violations.size() + " seeds break a guarantee")
        .isEmpty();
  }

  private static @Nullable String violation(long seed) {
    try {
      Simulation.run(seed, Tampering.NONE);
      return null;
    } catch (Violation e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(Simulation.run(seed, Tampering.NONE))
          .isEqualTo(Simulation.run(seed, Tampering.NONE));
    }
  }
}
