package dev.pawl.forecast.methods;

import java.util.Arrays;

/**
 * A series without its season, and the season: M4's test for seasonality and R's classical
 * multiplicative decomposition ({@code decompose}). Immutable by convention: the arrays are shared.
 *
 * @param deseasonalised the values divided by their index, shape [n], in the unit of the values;
 *     the values themselves, not copied, where the series is not seasonal
 * @param nextIndices the factors of the m periods that follow, shape [m], mean about 1, without
 *     unit; {1} where the series is not seasonal
 */
@SuppressWarnings("ArrayRecordComponent") // hot path, neither boxed nor copied
record Seasonality(double[] deseasonalised, double[] nextIndices) {
  /** The two-sided 90 % point of the normal distribution, as M4 rounds it. */
  private static final double CRITICAL = 1.645;

  private static final double LEAST_INDEX = 1e-9;

  /**
   * Takes the season out of a series. It stays in where the test does not find one, and where an
   * index would be below a billionth, negative or not finite (zeros or changing signs in a regular
   * pattern), as such a series has no multiplicative season.
   *
   * @param values finite, oldest first, shape [n]
   * @param m periods in a season, at least 1
   */
  static Seasonality of(double[] values, int m) {
    if (isSeasonal(values, m)) {
      double[] indices = indices(values, m);
      if (Arrays.stream(indices)
          .allMatch(index -> index >= LEAST_INDEX && Double.isFinite(index))) {
        return divided(values, indices);
      }
    }
    return new Seasonality(values, new double[] {1});
  }

  /** Whether the values have a season of their own: the same object otherwise. */
  boolean found() {
    return nextIndices.length > 1;
  }

  /** Multiplies forecasts for the periods 1, 2, ... after the series by their index, in place. */
  double[] reseasonalise(double[] forecast) {
    if (found()) {
      for (int i = 0; i < forecast.length; i++) {
        forecast[i] *= nextIndices[i % nextIndices.length];
      }
    }
    return forecast;
  }

  /**
   * M4's test: m &gt; 1, n &ge; 3m and |r_m| &gt; 1.645 / sqrt(n) * sqrt(1 + 2 sum_{k&lt;m} r_k^2),
   * r being R's autocorrelation (overall mean, divisor n). A constant series has none.
   */
  static boolean isSeasonal(double[] values, int m) {
    int n = values.length;
    if (m <= 1 || n / 3 < m) {
      return false;
    }
    double[] centred = new double[n];
    double mean = mean(values);
    for (int i = 0; i < n; i++) {
      centred[i] = values[i] - mean;
    }
    double variance = lagged(centred, 0);
    double sum = 0;
    for (int k = 1; k < m; k++) {
      double r = lagged(centred, k) / variance;
      sum += r * r;
    }
    double atSeason = lagged(centred, m) / variance;
    return Math.abs(atSeason) > CRITICAL / Math.sqrt(n) * Math.sqrt(1 + 2 * sum);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value - values[0];
    }
    return values[0] + sum / values.length;
  }

  private static double lagged(double[] centred, int lag) {
    double sum = 0;
    for (int i = lag; i < centred.length; i++) {
      sum += centred[i] * centred[i - lag];
    }
    return sum;
  }

  /**
   * The index of each phase: the mean of value over centred moving average, divided by the mean of
   * these means. For an even m the average takes m + 1 values, the outer ones by half.
   *
   * @param values shape [n], n at least 2m
   * @return shape [m]; the first is that of values[0]
   */
  static double[] indices(double[] values, int m) {
    int half = m / 2;
    double[] sums = new double[m];
    int[] counts = new int[m];
    for (int i = half; i < values.length - half; i++) {
      double trend = m % 2 == 0 ? (values[i - half] + values[i + half]) / 2 : values[i - half];
      for (int j = i - half + 1; j < i - half + m; j++) {
        trend += values[j];
      }
      sums[i % m] += values[i] / (trend / m);
      counts[i % m]++;
    }
    double total = 0;
    for (int phase = 0; phase < m; phase++) {
      sums[phase] /= counts[phase];
      total += sums[phase];
    }
    for (int phase = 0; phase < m; phase++) {
      sums[phase] /= total / m;
    }
    return sums;
  }

  private static Seasonality divided(double[] values, double[] indices) {
    int n = values.length;
    int m = indices.length;
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      without[i] = values[i] / indices[i % m];
    }
    double[] next = new double[m];
    for (int i = 0; i < m; i++) {
      next[i] = indices[(n + i) % m];
    }
    return new Seasonality(without, next);
  }
}
