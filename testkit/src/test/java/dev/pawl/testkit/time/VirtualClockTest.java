package dev.pawl.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);

  @Test
  void bothReadingsAdvanceTogether() {
    clock.advance(Duration.ofSeconds(90));

    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(90));
    assertThat(clock.nanoTime()).isEqualTo(90_000_000_000L);
  }

  @Test
  void aJumpOfTheWallClockLeavesTheMonotonicReadingAlone() {
    clock.advance(Duration.ofSeconds(1));
    clock.setWallClock(Instant.parse("1999-12-31T00:00:00Z"));

    assertThat(clock.instant()).isEqualTo(Instant.parse("1999-12-31T00:00:00Z"));
    assertThat(clock.nanoTime()).isEqualTo(1_000_000_000L);
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
