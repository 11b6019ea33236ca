package dev.pawl.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void quantilesAreRightWithinTwoPercent() {
    LongStream.rangeClosed(1, 100_000).forEach(latencies::add);

    assertThat(latencies.quantile(0.5)).isCloseTo(50_000, Percentage.withPercentage(2));
    assertThat(latencies.quantile(0.99)).isCloseTo(99_000, Percentage.withPercentage(2));
    assertThat(latencies.quantile(1)).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void smallAndHugeTimesHaveABucket() {
    latencies.add(-5);
    assertThat(latencies.quantile(1)).isZero();
    latencies.add(7);
    assertThat(latencies.quantile(1)).isEqualTo(7);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.quantile(1)).isCloseTo(Long.MAX_VALUE, within(Long.MAX_VALUE / 64));
  }

  @Test
  void nothingMeasuredIsZeroAndSoIsWhatWasForgotten() {
    assertThat(latencies.quantile(0.5)).isZero();
    latencies.add(100);
    latencies.clear();
    assertThat(latencies.quantile(0.5)).isZero();
  }
}
