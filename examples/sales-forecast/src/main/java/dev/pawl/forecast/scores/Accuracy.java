package dev.pawl.forecast.scores;

/**
 * How far one forecast of one series was off, as M4 measures it. NaN stands for no score.
 *
 * @param smape symmetric mean absolute percentage error: mean of 200 |y - f| / (|y| + |f|), 0 to
 *     200; a period where both are 0 counts as 0
 * @param mase mean absolute scaled error: mean |y - f| over mean |x_t - x_{t-m}| of the history,
 *     without unit; NaN where that is 0 or does not exist
 * @see <a href="https://github.com/Mcompetitions/M4-methods">M4 benchmarks and evaluation</a>
 */
public record Accuracy(double smape, double mase) {
  /** No score at all. */
  public static final Accuracy NONE = new Accuracy(Double.NaN, Double.NaN);

  /**
   * Scores a forecast. Periods whose actual is missing (not finite) are left out; there is no score
   * where all are, or where the forecast of a period that counts is not finite.
   *
   * @param actuals what followed the history, shape [h], NaN where not known; may be empty or
   *     longer or shorter than the forecast, and the common part counts
   * @param forecast for the same periods, in the same unit
   * @param scale of the history, from {@link #scale}
   */
  public static Accuracy of(double[] actuals, double[] forecast, double scale) {
    double percent = 0;
    double error = 0;
    int count = 0;
    for (int i = 0; i < Math.min(actuals.length, forecast.length); i++) {
      if (Double.isFinite(actuals[i])) {
        // Halves, as the sum of two large numbers may be beyond what a double holds.
        double distance = Math.abs(actuals[i] / 2 - forecast[i] / 2);
        double size = Math.abs(actuals[i] / 2) + Math.abs(forecast[i] / 2);
        percent += size == 0 ? 0 : 200 * (distance / size);
        error += 2 * distance;
        count++;
      }
    }
    return new Accuracy(percent / count, finite(error / count / scale));
  }

  /**
   * What MASE divides by: the mean of |x_t - x_{t-m}| over all t where both were observed, in the
   * unit of the values; NaN where there is no such pair, or all are equal.
   *
   * @param values the history, oldest first, not finite where missing
   * @param m periods in a season, at least 1
   */
  public static double scale(double[] values, int m) {
    double sum = 0;
    int count = 0;
    for (int t = m; t < values.length; t++) {
      double distance = Math.abs(values[t] - values[t - m]);
      if (Double.isFinite(distance)) {
        sum += distance;
        count++;
      }
    }
    return sum > 0 ? finite(sum / count) : Double.NaN;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
