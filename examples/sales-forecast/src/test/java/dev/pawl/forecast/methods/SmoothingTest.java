package dev.pawl.forecast.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SmoothingTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  /** A noisy series with a trend that turns; the number chooses it. */
  private static double[] series(int number, int length) {
    Random random = new Random(number);
    double[] values = new double[length];
    double level = 100;
    double trend = 0;
    for (int i = 0; i < length; i++) {
      trend = 0.95 * trend + random.nextGaussian() * (number % 4) / 4;
      level += trend + random.nextGaussian() * (number % 3);
      values[i] = level + 3 * random.nextGaussian();
    }
    return values;
  }

  @Test
  void smoothsTwoValuesToNearlyTheirMean() {
    // With first level l0 the errors are 10 - l0 and 20 - l0 - alpha (10 - l0): the least alpha is
    // best, as it leaves most to l0.
    assertThat(SimpleSmoothing.level(new double[] {10, 20})).isCloseTo(15, within(1e-2));
  }

  @Test
  void followsALevelThatJumpsOnce() {
    assertThat(SimpleSmoothing.level(new double[] {5, 5, 5, 5, 9, 9, 9, 9}))
        .isCloseTo(9, within(1e-2));
  }

  @Test
  void smoothsAConstantToItselfWithoutRounding() {
    assertThat(SimpleSmoothing.level(new double[] {0.1, 0.1, 0.1, 0.1, 0.1})).isEqualTo(0.1);
  }

  @RepeatedTest(12)
  void givesTheLevelOfTheBestAlphaAndFirstLevel(RepetitionInfo repetition) {
    double[] values = series(repetition.getCurrentRepetition(), 40);
    double least = Double.POSITIVE_INFINITY;
    double expected = 0;
    for (int i = 1; i < 2_000; i++) {
      double alpha = i / 2_000.0;
      // The plain recursion from 0 and from 1 gives the two ends of a straight line in the start.
      double[] from0 = errors(values, 0, alpha);
      double[] from1 = errors(values, 1, alpha);
      double product = 0;
      double squares = 0;
      for (int t = 0; t < values.length; t++) {
        product += from0[t] * (from0[t] - from1[t]);
        squares += (from0[t] - from1[t]) * (from0[t] - from1[t]);
      }
      double[] errors = errors(values, product / squares, alpha);
      double error = 0;
      for (int t = 0; t < values.length; t++) {
        error += errors[t] * errors[t];
      }
      if (error < least) {
        least = error;
        expected = errors[values.length];
      }
    }
    assertThat(SimpleSmoothing.level(values)).isCloseTo(expected, within(0.02));
  }

  /** One-step errors, and the last level behind them. */
  private static double[] errors(double[] values, double first, double alpha) {
    double[] errors = new double[values.length + 1];
    double level = first;
    for (int t = 0; t < values.length; t++) {
      errors[t] = values[t] - level;
      level += alpha * errors[t];
    }
    errors[values.length] = level;
    return errors;
  }

  @Test
  void continuesAStraightLine() {
    double[] line = {3, 5, 7, 9, 11, 13};
    assertThat(TrendSmoothing.forecast(line, false, 3))
        .containsExactly(new double[] {15, 17, 19}, CLOSE);
  }

  @Test
  void continuesATrendThatFades() {
    double[] values = new double[20];
    double value = 50;
    double trend = 10;
    for (int i = 0; i < values.length; i++) {
      values[i] = value += trend *= 0.9;
    }
    double next = value + trend * 0.9;
    assertThat(TrendSmoothing.forecast(values, true, 2))
        .containsExactly(new double[] {next, next + trend * 0.81}, within(1e-3));
  }

  @Test
  void solvesForTheStartThatTheRecursionWouldHaveToBeGiven() {
    double[] values = {12, 15, 11, 18, 20, 19, 25};
    TrendErrors errors = new TrendErrors(values);
    double least = errors.squared(0.4, 0.2, 0.9);
    double sum = Double.POSITIVE_INFINITY;
    for (double first = 0; first < 25; first += 0.02) {
      for (double trend = -8; trend < 10; trend += 0.02) {
        double level = first;
        double slope = trend;
        double squares = 0;
        for (double value : values) {
          double error = value - level - 0.9 * slope;
          squares += error * error;
          level += 0.9 * slope + 0.4 * error;
          slope = 0.9 * slope + 0.2 * error;
        }
        sum = Math.min(sum, squares);
      }
    }
    assertThat(least).isCloseTo(sum, within(1e-2)).isLessThanOrEqualTo(sum);
  }

  @RepeatedTest(12)
  void comesWithinAFewPercentOfTheLeastErrorOnADenseGrid(RepetitionInfo repetition) {
    double[] values = series(repetition.getCurrentRepetition(), 60);
    TrendErrors errors = new TrendErrors(values);
    double dense = Double.POSITIVE_INFINITY;
    double denseHolt = Double.POSITIVE_INFINITY;
    for (double alpha = 0.01; alpha < 1; alpha += 0.03) {
      for (double beta = 0.0001; beta <= alpha; beta += 0.03) {
        denseHolt = Math.min(denseHolt, errors.squared(alpha, beta, 1));
        for (double phi = 0.8; phi <= 0.98; phi += 0.03) {
          dense = Math.min(dense, errors.squared(alpha, beta, phi));
        }
      }
    }
    assertThat(TrendSmoothing.leastSquaredError(values, false)).isLessThan(denseHolt * 1.03);
    assertThat(TrendSmoothing.leastSquaredError(values, true)).isLessThan(dense * 1.03);
  }

  @Test
  void combinesAStraightLineWithALevelInTheta() {
    // The line through them is exact, what is left of it doubled is the line itself.
    double[] line = {2, 4, 6, 8, 10};
    double level = SimpleSmoothing.level(line);
    assertThat(Theta.forecast(line, 2))
        .containsExactly(new double[] {(level + 12) / 2, (level + 14) / 2}, CLOSE);
  }

  @Test
  void neverForecastsANegativeValueByTheta() {
    assertThat(Theta.forecast(new double[] {9, 6, 3, 1, 0, 0}, 8)).endsWith(0, 0, 0, 0);
    assertThat(Theta.forecast(new double[] {-5}, 1)).containsExactly(0);
  }
}
