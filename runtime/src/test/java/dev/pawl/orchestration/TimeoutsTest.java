package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.orchestration.RunningTasks.Running;
import dev.pawl.orchestration.RunningTasks.Task;
import dev.pawl.run.RunCommand.TryTimeout;
import dev.pawl.run.RunId;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeoutsTest {
  private static final Duration HOUR = TaskPolicy.DEFAULT.timeout();

  private final VirtualClock clock = new VirtualClock();
  private final Timeouts timeouts =
      new Timeouts(
          Duration.ofSeconds(1), Duration.ofSeconds(15), new Clocks(clock, clock::nanoTime));
  private final Running task =
      new Running(new Task(new RunId("r"), 2, 7), 3, 1, 42, "w", clock.nanoTime(), 0);
  private final List<TryTimeout> asked = new ArrayList<>();

  @Test
  @Acceptance({"T02", "T03"})
  void aTaskOverItsTimeIsAskedAboutByAnInjectedClock() {
    clock.advance(HOUR.plusSeconds(16));

    assertThat(look()).isEqualTo(1);
    assertThat(asked).containsExactly(new TryTimeout(clock.millis(), 2, 3, 7, 1));
  }

  @Test
  @Acceptance("T02")
  void nothingIsLookedAtBeforeThePeriodHasPassed() {
    clock.advance(Duration.ofMillis(999));
    assertThat(look()).isZero();
  }

  @Test
  @Acceptance("T07")
  void aJumpOfTheWallClockTimesNothingOut() {
    clock.advance(Duration.ofMinutes(1));
    clock.setWallClock(Instant.parse("2040-01-01T00:00:00Z"));

    assertThat(look()).isZero();
  }

  private int look() {
    return timeouts.step(List.of(task), _ -> TaskPolicy.DEFAULT, (_, ask) -> asked.add(ask));
  }
}
