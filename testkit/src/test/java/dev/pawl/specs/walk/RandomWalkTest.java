package dev.pawl.specs.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.FailureKind;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunStatus;
import dev.pawl.specs.TinyJson;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Bench;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Random processes under random messages. {@code -Dpawl.walks=N} walks more seeds, {@code
 * -Dpawl.walk=SEED} one alone.
 */
class RandomWalkTest {
  private static final int WALKS = Integer.getInteger("pawl.walks", 300);

  @Test
  @Acceptance({"P03", "P07", "P09", "P15"})
  void a_run_ends_right_whatever_comes_late_twice_or_out_of_order() {
    forEachSeed(seed -> {
      ProcessGraph graph = ProcessGraph.of(new RandomGraph(seed, 0));
      String result = completed(new RandomWalk(graph, new TinyJson(), seed, 0));
      String other = completed(new RandomWalk(graph, new TinyJson(), seed + 1_000_000, 0));
      assertThat(other).as("result by another way").isEqualTo(result);
    });
  }

  @Test
  @Acceptance({"P03", "P09", "M04"})
  void a_poisoned_run_stalls_and_completes_when_it_is_cured() {
    forEachSeed(seed -> {
      ProcessGraph graph = ProcessGraph.of(new RandomGraph(seed, 0));
      RandomWalk walk = new RandomWalk(graph, new TinyJson(), seed, 10);
      RunStatus first = walk.walk();
      assertThat(first).isIn(RunStatus.STALLED, RunStatus.COMPLETED);
      if (first == RunStatus.STALLED) {
        assertThat(walk.cure()).isEqualTo(RunStatus.COMPLETED);
      }
      assertThat(result(walk.bench()))
          .isEqualTo(completed(new RandomWalk(graph, new TinyJson(), seed, 0)));
    });
  }

  @Test
  @Acceptance({"P03", "P09", "M04"})
  void a_poisoned_run_that_tolerates_a_share_ends_or_stalls_and_can_be_cured() {
    forEachSeed(seed -> {
      RandomWalk walk =
          new RandomWalk(ProcessGraph.of(new RandomGraph(seed, 0.3)), new TinyJson(), seed, 15);
      RunStatus first = walk.walk();
      assertThat(first == RunStatus.STALLED ? walk.cure() : first).isEqualTo(RunStatus.COMPLETED);
    });
  }

  @Test
  void the_walks_meet_what_they_are_made_for() {
    long[] met = new long[10];
    for (long seed = 1; seed <= 40; seed++) {
      RandomWalk walk =
          new RandomWalk(ProcessGraph.of(new RandomGraph(seed, 0.3)), new TinyJson(), seed, 15);
      RunStatus status = walk.walk();
      met[0] +=
          walk.bench().log().stream()
              .filter(event -> event instanceof RunEvent.StepCompleted e && !e.missing().isEmpty())
              .count();
      met[1] +=
          walk.bench().log().stream()
              .filter(event ->
                  event instanceof RunEvent.TaskReissued e && e.kind() == FailureKind.TIMEOUT)
              .count();
      met[2] += status == RunStatus.STALLED ? 1 : 0;
      met[3] += walk.bench().rejections().size();
      met[4] += walk.bench().log().stream().filter(RunEvent.BranchChosen.class::isInstance).count();
      met[5] +=
          walk.bench().log().stream().filter(RunEvent.SignalReceived.class::isInstance).count();
      met[6] += walk.bench().log().stream().filter(RunEvent.Planned.class::isInstance).count();
      met[7] += walk.bench().log().stream().filter(RunEvent.RoundBegan.class::isInstance).count();
      met[8] +=
          walk.bench().log().stream()
              .filter(RunEvent.SecondAttemptIssued.class::isInstance)
              .count();
      met[9] +=
          walk.bench().log().stream().filter(RunEvent.AttemptDropped.class::isInstance).count();
    }
    assertThat(met)
        .as(
            "tolerated, reissued, stalled, refused, branches, signals, plans, rounds, seconds,"
                + " dropped")
        .doesNotContain(0);
  }

  private static String completed(RandomWalk walk) {
    assertThat(walk.walk()).isEqualTo(RunStatus.COMPLETED);
    return result(walk.bench());
  }

  private static String result(Bench bench) {
    RunEvent last = bench.log().getLast();
    return new String(((RunEvent.RunCompleted) last).result(), StandardCharsets.UTF_8);
  }

  private static void forEachSeed(LongConsumer walk) {
    Long alone = Long.getLong("pawl.walk");
    for (long seed = alone == null ? 1 : alone; seed <= (alone == null ? WALKS : alone); seed++) {
      try {
        walk.accept(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + seed + " (-Dpawl.walk=" + seed + " walks it alone): " + e.getMessage(), e);
      }
    }
  }
}
