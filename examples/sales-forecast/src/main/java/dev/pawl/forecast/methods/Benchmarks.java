package dev.pawl.forecast.methods;

import java.util.Arrays;

/**
 * All methods on one history, sharing what they have in common: the deseasonalised series, and SES
 * for itself and for Comb.
 *
 * <p>Whatever the history, no method throws and each forecast is finite, but for a history without
 * any observation: there is nothing to go by, and all forecasts are NaN. Values are scaled by a
 * power of two first, which is exact and keeps squares within what a double holds; a forecast
 * beyond that is cut to the largest double.
 */
final class Benchmarks {
  private Benchmarks() {}

  /**
   * Forecasts for the periods after the history.
   *
   * @param history oldest first, shape [n], NaN where missing (see {@link Observed})
   * @param m periods in a season, at least 1
   * @param horizon number of periods, at least 1
   * @return shape [methods by ordinal][horizon], in the unit of the history
   */
  static double[][] forecast(double[] history, int m, int horizon) {
    Observed observed = Observed.of(history);
    if (observed.values().length == 0) {
      double[][] none = new double[Method.values().length][horizon];
      for (double[] forecast : none) {
        Arrays.fill(forecast, Double.NaN);
      }
      return none;
    }
    int exponent = Math.getExponent(largest(observed.values()));
    double[] scaled = scaled(observed.values(), -exponent);
    double[][] forecasts = ofObserved(scaled, m, observed.lag() + horizon);
    for (int method = 0; method < forecasts.length; method++) {
      forecasts[method] =
          scaled(
              Arrays.copyOfRange(forecasts[method], observed.lag(), observed.lag() + horizon),
              exponent);
    }
    return forecasts;
  }

  private static double[][] ofObserved(double[] values, int m, int horizon) {
    Seasonality season = Seasonality.of(values, m);
    double[] plain = season.deseasonalised();
    double[] level = repeated(SimpleSmoothing.level(plain), horizon);
    boolean trends = plain.length >= TrendSmoothing.LEAST_VALUES;
    double[] holt = trends ? TrendSmoothing.forecast(plain, false, horizon) : level.clone();
    double[] damped = trends ? TrendSmoothing.forecast(plain, true, horizon) : level.clone();
    double[][] all = new double[Method.values().length][];
    all[Method.NAIVE.ordinal()] = repeated(values[values.length - 1], horizon);
    all[Method.SNAIVE.ordinal()] = lastSeason(values, m, horizon);
    all[Method.NAIVE2.ordinal()] = season.reseasonalise(repeated(plain[plain.length - 1], horizon));
    all[Method.SES.ordinal()] = season.reseasonalise(level);
    all[Method.HOLT.ordinal()] = season.reseasonalise(holt);
    all[Method.DAMPED.ordinal()] = season.reseasonalise(damped);
    all[Method.THETA.ordinal()] = season.reseasonalise(Theta.forecast(plain, horizon));
    all[Method.COMB.ordinal()] = mean(level, holt, damped);
    return all;
  }

  private static double[] repeated(double value, int horizon) {
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, value);
    return forecast;
  }

  private static double[] lastSeason(double[] values, int m, int horizon) {
    int season = values.length < m ? 1 : m;
    double[] forecast = new double[horizon];
    for (int i = 0; i < horizon; i++) {
      forecast[i] = values[values.length - season + i % season];
    }
    return forecast;
  }

  private static double[] mean(double[] first, double[] second, double[] third) {
    double[] mean = new double[first.length];
    for (int i = 0; i < mean.length; i++) {
      // Three equal numbers have that mean without rounding.
      mean[i] = first[i] + (second[i] - first[i] + (third[i] - first[i])) / 3;
    }
    return mean;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double[] scaled(double[] values, int exponent) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = Math.scalb(values[i], exponent);
      scaled[i] = Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
    return scaled;
  }
}
