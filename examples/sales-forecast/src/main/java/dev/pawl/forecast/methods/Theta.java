package dev.pawl.forecast.methods;

/**
 * The Theta method as M4 ran it (Theta.classic): a straight line through the series by least
 * squares, simple exponential smoothing of the series with doubled distance to that line, and the
 * mean of both as the forecast, never negative.
 *
 * @see <a href="https://doi.org/10.1016/S0169-2070(00)00066-2">Assimakopoulos and Nikolopoulos, The
 *     theta model, 2000</a>
 */
final class Theta {
  private Theta() {}

  /**
   * Forecasts of the next periods.
   *
   * @param values finite, shape [n], n at least 1
   * @return shape [horizon], in the unit of the values, each at least 0
   */
  static double[] forecast(double[] values, int horizon) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double sum = 0;
    double product = 0;
    double squares = 0;
    for (int t = 0; t < n; t++) {
      double distance = values[t] - values[0];
      sum += distance;
      product += distance * (t - middle);
      squares += (t - middle) * (t - middle);
    }
    double mean = values[0] + sum / n;
    double slope = n == 1 ? 0 : product / squares;
    double[] bent = new double[n];
    for (int t = 0; t < n; t++) {
      bent[t] = 2 * values[t] - (mean + slope * (t - middle));
    }
    double level = SimpleSmoothing.level(bent);
    double[] forecast = new double[horizon];
    for (int i = 0; i < horizon; i++) {
      forecast[i] = Math.max(0, 0.5 * level + 0.5 * (mean + slope * (n + i - middle)));
    }
    return forecast;
  }
}
