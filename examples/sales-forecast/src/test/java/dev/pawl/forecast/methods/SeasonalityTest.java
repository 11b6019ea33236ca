package dev.pawl.forecast.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeasonalityTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void findsASeasonThatRepeatsItself() {
    double[] values = {10, 30, 10, 30, 10, 30, 10, 30};
    // r_1 = -7/8 and r_2 = 6/8; the limit is 1.645 / sqrt(8) * sqrt(1 + 2 * 49/64) = 0.925.
    assertThat(Seasonality.isSeasonal(values, 2)).isFalse();
    double[] longer = new double[20];
    for (int i = 0; i < 20; i++) {
      longer[i] = values[i % 2];
    }
    // r_1 = -19/20 and r_2 = 18/20; the limit is 1.645 / sqrt(20) * sqrt(1 + 2 * 0.9025) = 0.616.
    assertThat(Seasonality.isSeasonal(longer, 2)).isTrue();
  }

  @Test
  void findsNoSeasonInAShortOrConstantSeriesOrInPeriodsThatHaveNone() {
    double[] values = {10, 20, 60, 10, 20, 60, 10, 20};
    assertThat(Seasonality.isSeasonal(values, 3)).isFalse();
    assertThat(Seasonality.isSeasonal(new double[40], 4)).isFalse();
    assertThat(Seasonality.isSeasonal(values, 1)).isFalse();
  }

  @Test
  void dividesByACentredAverageOfOneSeasonWhereItsLengthIsOdd() {
    // Averages 20, 30, 40, 30 of the values 30, 10, 50, 60; means 0.875 (two), 1.5, 1/3.
    double[] indices = Seasonality.indices(new double[] {20, 30, 10, 50, 60, -20}, 3);
    double phase0 = 50.0 / 40;
    double phase1 = (30.0 / 20 + 60.0 / 30) / 2;
    double phase2 = 10.0 / 30;
    double mean = (phase0 + phase1 + phase2) / 3;
    assertThat(indices)
        .containsExactly(new double[] {phase0 / mean, phase1 / mean, phase2 / mean}, CLOSE);
  }

  @Test
  void halvesTheOuterWeightsOfTheAverageWhereTheLengthIsEven() {
    // Averages (4/2 + 8 + 12/2) / 2 = 8, (8/2 + 12 + 4/2) / 2 = 9 and (12/2 + 4 + 16/2) / 2 = 9.
    double[] indices = Seasonality.indices(new double[] {4, 8, 12, 4, 16}, 2);
    double phase0 = 12.0 / 9;
    double phase1 = (8.0 / 8 + 4.0 / 9) / 2;
    double mean = (phase0 + phase1) / 2;
    assertThat(indices).containsExactly(new double[] {phase0 / mean, phase1 / mean}, CLOSE);
  }

  @Test
  void goesOnWithTheIndexThatFollowsTheLastValue() {
    double[] values = new double[21];
    for (int i = 0; i < values.length; i++) {
      values[i] = new double[] {50, 100, 150}[i % 3];
    }
    double[] cut = Arrays.copyOf(values, 20);
    Seasonality season = Seasonality.of(cut, 3);
    assertThat(season.found()).isTrue();
    assertThat(season.deseasonalised()).containsOnly(new double[] {100}, CLOSE);
    assertThat(season.reseasonalise(new double[] {100, 100, 100, 100}))
        .containsExactly(new double[] {150, 50, 100, 150}, CLOSE);
  }

  @Test
  void leavesASeriesAloneWhoseSeasonNoFactorsDescribe() {
    double[] values = new double[40];
    for (int i = 0; i < values.length; i += 4) {
      values[i] = 8;
    }
    assertThat(Seasonality.isSeasonal(values, 4)).isTrue();
    Seasonality season = Seasonality.of(values, 4);
    assertThat(season.found()).isFalse();
    assertThat(season.deseasonalised()).isEqualTo(values);
  }
}
