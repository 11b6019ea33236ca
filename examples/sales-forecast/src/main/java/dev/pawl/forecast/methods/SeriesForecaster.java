package dev.pawl.forecast.methods;

import dev.pawl.forecast.scores.Accuracy;
import java.util.Arrays;

/**
 * Forecasts one series with all methods, and selects one by backtest.
 *
 * <p>The backtest repeats the forecast from earlier origins, each with what was known then, and
 * scores it with what followed. With K origins and horizon h, origin k = 1..K has n - h - (k - 1)
 * ceil(h / K) values before it: windows move by a share of the horizon, so that even the oldest one
 * leaves more than n - 2h values. An origin with fewer than max(4, m + 1) values before it is left
 * out. The method with the least mean absolute error over the origins is selected, the earlier one
 * of {@link Method} where two are equal. If no origin is left, {@link #FALLBACK} is selected and
 * there are no backtest scores.
 *
 * <p>Missing values, zeros, short and constant series have the outcomes that the README lists in a
 * table, and never an exception. Immutable and thread-safe; the same values give the same result
 * bit for bit, on any machine.
 *
 * @param seasonality periods in a season (m), such as 12 for months; 1 means none
 * @param horizon number of periods to forecast (h)
 * @param origins greatest number of origins of the backtest (K); 0 means no backtest
 */
public record SeriesForecaster(int seasonality, int horizon, int origins) {
  /** The number of origins, unless said otherwise. */
  public static final int DEFAULT_ORIGINS = 3;

  /** What is selected where a series is too short for a backtest. */
  public static final Method FALLBACK = Method.NAIVE2;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if seasonality or horizon is not 1 to 100,000, or origins not
   *     0 to 1,000
   */
  public SeriesForecaster {
    requireWithin("seasonality", seasonality, 1, 100_000);
    requireWithin("horizon", horizon, 1, 100_000);
    requireWithin("origins", origins, 0, 1_000);
  }

  /**
   * Forecasts the periods after the last value.
   *
   * @param values oldest first, shape [n], n from 0; not changed; a value that is not finite is
   *     missing
   */
  public SeriesForecast forecast(double[] values) {
    double[][] forecasts = Benchmarks.forecast(values, seasonality, horizon);
    return new SeriesForecast(forecasts, backtest(values));
  }

  private Backtest backtest(double[] values) {
    Backtest backtest = new Backtest();
    int step = origins == 0 ? 0 : (horizon + origins - 1) / origins;
    for (int k = 0; k < origins; k++) {
      int known = values.length - horizon - k * step;
      if (known < Math.max(TrendSmoothing.LEAST_VALUES, seasonality + 1)) {
        break;
      }
      double[] history = Arrays.copyOf(values, known);
      double[] followed = Arrays.copyOfRange(values, known, known + horizon);
      double scale = Accuracy.scale(history, seasonality);
      backtest.add(Benchmarks.forecast(history, seasonality, horizon), followed, scale);
    }
    return backtest;
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " should be " + least + " to " + most + ", found " + value);
    }
  }
}
