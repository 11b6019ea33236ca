package dev.pawl.forecast.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorDistributionTest {
  private static final List<Double> EDGES = List.of(0.0, 10.0, 20.0);

  private static double median(Long... counts) {
    ErrorDistribution.Histogram histogram = new ErrorDistribution.Histogram("ses", List.of(counts));
    ErrorDistribution errors = new ErrorDistribution(EDGES, List.of(histogram));
    return errors.errorAt(errors.medianPosition(histogram));
  }

  @Test
  void anErrorFallsIntoTheLastBinWhoseEdgeIsNotAboveIt() {
    assertThat(ErrorDistribution.bin(EDGES, 0)).isZero();
    assertThat(ErrorDistribution.bin(EDGES, 9.99)).isZero();
    assertThat(ErrorDistribution.bin(EDGES, 10)).isOne();
    assertThat(ErrorDistribution.bin(EDGES, 1e9)).isEqualTo(2);
    assertThat(ErrorDistribution.bin(EDGES, -1)).isEqualTo(-1);
    assertThat(ErrorDistribution.bin(EDGES, Double.NaN)).isEqualTo(-1);
  }

  @Test
  void theMedianIsInterpolatedWithinItsBin() {
    assertThat(median(4L, 0L, 0L)).isEqualTo(5);
    assertThat(median(1L, 2L, 1L)).isEqualTo(15);
    assertThat(median(0L, 0L, 5L)).isEqualTo(20);
    assertThat(median(2L, 0L, 2L)).isEqualTo(10);
  }

  @Test
  void edgesThatDoNotRiseAndCountsThatDoNotMatchAreRefused() {
    assertThatThrownBy(() -> new ErrorDistribution(List.of(1.0, 1.0), List.of()))
        .hasMessage("edges should rise, found 1.0 after 1.0");
    assertThatThrownBy(() -> median(1L))
        .hasMessage("'ses' should have a count for each of 3 bins, found 1");
  }
}
