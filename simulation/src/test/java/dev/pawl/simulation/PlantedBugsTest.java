package dev.pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds what it is there for. Prints which seed found which bug. */
final class PlantedBugsTest {
  private static final Logger QUIET = Logger.getLogger("dev.pawl");
  private static final StringBuilder TABLE = new StringBuilder();

  @BeforeAll
  static void silence() {
    QUIET.setLevel(Level.OFF);
  }

  @AfterAll
  static void print() {
    System.out.println("planted bugs, and the seeds that find them:\n" + TABLE);
  }

  @Test
  @Acceptance("E14")
  void thereAreTwentyFivePlantedBugsOrMore() {
    assertThat(PlantedBug.values()).hasSizeGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @EnumSource
  @Acceptance("E14")
  void aPlantedBugIsFoundWithinAThousandSeeds(PlantedBug bug) throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    Campaign campaign = new Campaign(new Campaign.Setup(Scenario.ANYTHING, bug, 1, 1_000, threads));

    campaign.run();

    assertThat(campaign.violations()).isNotEmpty();
    Map.Entry<Long, String> found = campaign.violations().entrySet().iterator().next();
    String what = found.getValue().lines().findFirst().orElse("");
    TABLE.append("%-32s %s%n".formatted(bug, what.length() > 120 ? what.substring(0, 120) : what));
  }
}
