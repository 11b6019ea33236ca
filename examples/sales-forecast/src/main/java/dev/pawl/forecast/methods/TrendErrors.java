package dev.pawl.forecast.methods;

/**
 * One-step errors of exponential smoothing with a trend: e = x - (l + phi b); l = l + phi b + alpha
 * e; b = phi b + beta e.
 *
 * <p>Level and trend, and so the errors, are linear in the first level and the first trend. For
 * given alpha, beta and phi the recursion runs once for the data and once for a unit of each; the
 * best start then solves two normal equations. Hot path: plain loops over fields; not thread-safe,
 * one object per series.
 */
final class TrendErrors {
  /** Below this relative determinant the two starts cannot be told apart. */
  private static final double SINGULAR = 1e-13;

  private final double[] values;

  // Of the data, of a unit of level and of a unit of trend at the start.
  private double level;
  private double trend;
  private double levelOfLevel;
  private double trendOfLevel;
  private double levelOfTrend;
  private double trendOfTrend;

  // Sums of products of the errors of the data, and of what a unit of each start takes from them.
  private double ee;
  private double eu;
  private double ev;
  private double uu;
  private double uv;
  private double vv;

  private double firstLevel;
  private double firstTrend;

  /**
   * Errors in fitting a series.
   *
   * @param values finite, shape [n], n at least 2
   */
  TrendErrors(double[] values) {
    this.values = values;
  }

  /** The least sum of squared errors over all starts, in the squared unit of the values. */
  double squared(double alpha, double beta, double phi) {
    run(alpha, beta, phi);
    double determinant = uu * vv - uv * uv;
    if (determinant > SINGULAR * uu * vv) {
      firstLevel = (eu * vv - ev * uv) / determinant;
      firstTrend = (ev * uu - eu * uv) / determinant;
    } else {
      firstLevel = eu / uu;
      firstTrend = 0;
    }
    return Math.max(0, ee - firstLevel * eu - firstTrend * ev);
  }

  /** The level after the last value, at the parameters of the latest call of {@link #squared}. */
  double lastLevel() {
    return values[0] + level + firstLevel * levelOfLevel + firstTrend * levelOfTrend;
  }

  /** The trend after the last value, per period. */
  double lastTrend() {
    return trend + firstLevel * trendOfLevel + firstTrend * trendOfTrend;
  }

  private void run(double alpha, double beta, double phi) {
    double shift = values[0]; // a constant series is then all zeros, and fits without rounding
    int from = runStarts(alpha, beta, phi);
    double l = level;
    double b = trend;
    double squares = 0;
    for (int i = from; i < values.length; i++) {
      double damped = phi * b;
      double error = values[i] - shift - (l + damped);
      squares += error * error;
      l += damped + alpha * error;
      b = damped + beta * error;
    }
    level = l;
    trend = b;
    ee += squares;
  }

  /** Runs until what the starts weigh is lost in rounding; gives the index of the next value. */
  private int runStarts(double alpha, double beta, double phi) {
    double shift = values[0];
    double l = 0;
    double b = 0;
    double ul = 1;
    double ub = 0;
    double vl = 0;
    double vb = 1;
    ee = eu = ev = uu = uv = vv = 0;
    int i = 0;
    for (; i < values.length; i++) {
      double damped = phi * b;
      double error = values[i] - shift - (l + damped);
      double u = ul + phi * ub;
      double v = vl + phi * vb;
      ee += error * error;
      eu += error * u;
      ev += error * v;
      uu += u * u;
      uv += u * v;
      vv += v * v;
      l += damped + alpha * error;
      b = damped + beta * error;
      ul = u - alpha * u;
      ub = phi * ub - beta * u;
      vl = v - alpha * v;
      vb = phi * vb - beta * v;
      double left = Math.abs(ul) + Math.abs(ub) + Math.abs(vl) + Math.abs(vb);
      if (left < SimpleSmoothing.NEGLIGIBLE) {
        i++;
        break;
      }
    }
    level = l;
    trend = b;
    levelOfLevel = ul;
    trendOfLevel = ub;
    levelOfTrend = vl;
    trendOfTrend = vb;
    return i;
  }
}
