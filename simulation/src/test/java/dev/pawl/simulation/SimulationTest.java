package dev.pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.simulation.Tally.Mishap;
import dev.pawl.testkit.Acceptance;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Simulates seeds. More of them, one of them again, and what happens in it: {@code pawl simulate}.
 */
final class SimulationTest {
  private static final Logger QUIET = Logger.getLogger("dev.pawl");

  @BeforeAll
  static void silence() {
    QUIET.setLevel(Level.OFF);
  }

  @Test
  @Acceptance({"P03", "P05", "P07", "P08", "P09", "P10", "P13", "P15", "M06", "T04", "T07", "T08"})
  void noSeedBreaksAGuarantee() throws Exception {
    seeds(Scenario.ANYTHING, 300);
  }

  @Test
  @Acceptance("E03")
  void noSeedBreaksAGuaranteeOverARoughQueue() throws Exception {
    Tally met = seeds(Scenario.ROUGH_QUEUE, 2_000);

    assertThat(met.of(Mishap.ZOMBIE)).isPositive();
    assertThat(met.of(Mishap.TAKEOVER)).isPositive();
  }

  @Test
  @Acceptance("E04")
  void ofAThousandZombiesNoneCounts() throws Exception {
    met(Scenario.ZOMBIES, Mishap.ZOMBIE, 1_000);
  }

  @Test
  @Acceptance({"P06", "P13"})
  void ofTwoAttemptsOneCountsWhateverBecomesOfTheOther() throws Exception {
    met(Scenario.STRAGGLERS, Mishap.STRAGGLER, 100);
  }

  @Test
  @Acceptance("E05")
  void ofTenThousandAppendsWhoseAnswerIsLostNoneIsDoubled() throws Exception {
    met(Scenario.LOST_ANSWERS, Mishap.LOST_ANSWER, 10_000);
  }

  @Test
  @Acceptance("E06")
  void pausedOrchestratorsWriteNothingAfterATakeover() throws Exception {
    met(Scenario.PAUSED_OWNERS, Mishap.PAUSED_OWNER, 500);
    met(Scenario.PAUSED_OWNERS, Mishap.STALE_WRITE, 100);
  }

  @Test
  @Acceptance("E06")
  void pausedOrchestratorsWriteNothingToFilesAfterATakeover() throws Exception {
    met(Scenario.PAUSED_OWNERS_ON_FILES, Mishap.PAUSED_OWNER, 500);
    met(Scenario.PAUSED_OWNERS_ON_FILES, Mishap.STALE_WRITE, 100);
  }

  @Test
  @Acceptance("E14")
  void theSameSeedGivesTheSameTrace() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulation.Outcome first = Simulation.run(seed);
      Simulation.Outcome second = Simulation.run(seed);
      assertThat(second.digest()).isEqualTo(first.digest());
      assertThat(second.lines()).isEqualTo(first.lines());
    }
  }

  private static Tally seeds(Scenario scenario, long seeds) throws InterruptedException {
    return simulated(scenario, 1, seeds);
  }

  /** Simulates until a mishap was met so often. */
  private static void met(Scenario scenario, Mishap mishap, long times)
      throws InterruptedException {
    Tally met = new Tally();
    for (long from = 1; met.of(mishap) < times; from += 20) {
      assertThat(from).as(mishap + " is met too seldom: " + met.all()).isLessThan(5_000);
      met.add(simulated(scenario, from, 20));
    }
  }

  private static Tally simulated(Scenario scenario, long from, long seeds)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    Campaign campaign = new Campaign(new Campaign.Setup(scenario, null, from, seeds, threads));
    campaign.run();
    assertThat(campaign.violations().values().stream().limit(3))
        .as(campaign.violations().size() + " seeds break a guarantee")
        .isEmpty();
    return campaign.tally();
  }
}
