package dev.pawl.forecast.methods;

import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * Simple exponential smoothing: l += alpha (x - l), with the alpha in [0.0001, 0.9999] and the
 * first level that give the least sum of squared one-step errors. The forecast is the last level
 * for every period.
 *
 * <p>The errors are linear in the first level, so each alpha has its best first level in closed
 * form; alpha alone is searched, on a grid (there may be several minima) and then by Brent's method
 * around the best point of it. Hot path: plain loops; not thread-safe, one object per series.
 *
 * @see <a href="https://otexts.com/fpp2/ses.html">Hyndman and Athanasopoulos, Forecasting:
 *     Principles and Practice, 7.1</a>
 */
final class SimpleSmoothing {
  static final double LEAST = 1e-4;
  static final double MOST = 0.9999;

  /** What a first level weighs below this share is lost in rounding, and no longer worth time. */
  static final double NEGLIGIBLE = 1e-20;

  private static final int GRID = 12;
  private static final int MOST_EVALUATIONS = 1_000; // Brent's worst case is below 900

  private final double[] values;
  private double lastLevel;

  private SimpleSmoothing(double[] values) {
    this.values = values;
  }

  /**
   * The last level, in the unit of the values: the forecast for each period that follows.
   *
   * @param values finite, shape [n], n at least 1
   */
  static double level(double[] values) {
    return new SimpleSmoothing(values).fit();
  }

  private double fit() {
    if (values.length == 1) {
      return values[0];
    }
    double best = grid(0);
    double bestError = squaredError(best);
    int bestStep = 0;
    for (int step = 1; step <= GRID; step++) {
      double error = squaredError(grid(step));
      if (error < bestError) {
        bestError = error;
        best = grid(step);
        bestStep = step;
      }
    }
    double refined = brent(grid(Math.max(0, bestStep - 1)), grid(Math.min(GRID, bestStep + 1)));
    if (squaredError(refined) > bestError) {
      squaredError(best);
    }
    return lastLevel;
  }

  /** Denser where alpha is small, as the error changes faster there. */
  private static double grid(int step) {
    double share = (double) step / GRID;
    return LEAST + (MOST - LEAST) * share * share;
  }

  private double brent(double from, double to) {
    return new BrentOptimizer(1e-7, 1e-9)
        .optimize(
            new MaxEval(MOST_EVALUATIONS),
            new UnivariateObjectiveFunction(this::squaredError),
            GoalType.MINIMIZE,
            new SearchInterval(from, to))
        .getPoint();
  }

  /**
   * The least sum of squared errors for one alpha; leaves the level after the last value behind.
   */
  private double squaredError(double alpha) {
    double shift = values[0]; // a constant series is then all zeros, and fits without rounding
    double level = 0; // what the level would be, had it begun at 0
    double weight = 1; // what is left in it of the first level
    double ee = 0;
    double ew = 0;
    double ww = 0;
    int i = 0;
    for (; i < values.length && weight > NEGLIGIBLE; i++) {
      double error = values[i] - shift - level;
      ee += error * error;
      ew += error * weight;
      ww += weight * weight;
      level += alpha * error;
      weight *= 1 - alpha;
    }
    for (; i < values.length; i++) {
      double error = values[i] - shift - level;
      ee += error * error;
      level += alpha * error;
    }
    double first = ew / ww;
    lastLevel = shift + level + first * weight;
    return Math.max(0, ee - first * ew);
  }
}
