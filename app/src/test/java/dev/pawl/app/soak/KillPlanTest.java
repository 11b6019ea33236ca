package dev.pawl.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.app.soak.KillPlan.Kill;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillPlanTest {
  private static List<Kill> kills(long seed) {
    return List.copyOf(new KillPlan(seed, 10_000, 1_000, 3).kills());
  }

  @Test
  void aSeedDrawsTheSameKillsEachTime() {
    assertThat(kills(1)).isEqualTo(kills(1)).isNotEqualTo(kills(2));
  }

  @Test
  void ownerAndEachWorkerAreKilledOverAllOfTheRun() {
    List<Kill> kills = kills(3);

    assertThat(kills).hasSize(1_000).filteredOn(Kill::ofOwner).hasSizeBetween(250, 420);
    assertThat(kills).extracting(Kill::worker).contains(-1, 0, 1, 2);
    assertThat(kills).extracting(Kill::afterTasks).isSorted();
    assertThat(kills.getFirst().afterTasks()).isLessThan(200);
    assertThat(kills.getLast().afterTasks()).isBetween(9_800, 9_999);
  }
}
