package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class DurationsTest {
  private static final Percentage A_FIFTH = Percentage.withPercentage(20);

  private final Durations durations = new Durations();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(durations.areKnown()).isFalse();
  }

  @Test
  void nineteenOfTwentyTasksTakeNoLonger() {
    for (int i = 1; i <= 1_000; i++) {
      durations.measured(i * 1_000_000L, i * 1_000_000L, 1);
    }

    assertThat(durations.percentile95Micros()).isBetween(950_000_000L, 1_140_000_000L);
  }

  @Test
  void aFewThatTakeLongChangeNothing() {
    for (int i = 0; i < 95; i++) {
      durations.measured(8_000_000, 8_000_000, 1);
    }
    for (int i = 0; i < 5; i++) {
      durations.measured(900_000_000, 900_000_000, 1);
    }

    assertThat(durations.percentile95Micros()).isCloseTo(8_000_000L, A_FIFTH);
  }

  @Test
  void ofADeliveryTheSlowestIsKnownAndTheOthersByTheirMean() {
    durations.measured(100_000_000 + 99 * 2_000_000L, 100_000_000, 100);

    assertThat(durations.percentile95Micros()).isCloseTo(2_000_000L, A_FIFTH);
  }

  @Test
  void quickTasksCountAsNothing() {
    durations.measured(500, 20, 100);

    assertThat(durations.areKnown()).isTrue();
    assertThat(durations.percentile95Micros()).isZero();
  }

  @Test
  void whatTakesLongerThanAllBucketsIsInTheLast() {
    durations.measured(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 1);

    assertThat(durations.percentile95Micros()).isGreaterThan(60_000_000_000L);
  }
}
