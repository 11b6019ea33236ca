package dev.pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PlantedBugsTest {
  private static final Logger QUIET = Logger.getLogger("dev.pawl");

  @BeforeAll
  static void silence() {
    QUIET.setLevel(Level.OFF);
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedBugIsFoundWithinAThousandSeeds(PlantedBug bug) {
    OptionalLong found =
        LongStream.rangeClosed(1, 1_000).filter(seed -> breaks(seed, bug)).findFirst();

    assertThat(found).isPresent();
  }

  private static boolean breaks(long seed, PlantedBug bug) {
    try {
      Simulation.run(seed, bug);
      return false;
    } catch (Violation e) {
      return true;
    }
  }
}
