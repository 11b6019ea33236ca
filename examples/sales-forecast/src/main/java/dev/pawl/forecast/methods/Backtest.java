package dev.pawl.forecast.methods;

import dev.pawl.forecast.scores.Accuracy;
import dev.pawl.forecast.scores.AccuracySum;
import java.util.ArrayList;
import java.util.List;

/**
 * What each method scored at each origin of one series. Filled once by {@link SeriesForecaster}.
 */
final class Backtest {
  private static final Method[] METHODS = Method.values();

  /** By origin, then by method. */
  private final List<Accuracy[]> accuracies = new ArrayList<>();

  /** Mean absolute errors by origin, then by method, in the unit of the series. */
  private final List<double[]> errors = new ArrayList<>();

  /**
   * Adds an origin; one of which nothing that followed is known, or nothing before, adds nothing.
   */
  void add(double[][] forecasts, double[] followed, double scale) {
    Accuracy[] origin = new Accuracy[METHODS.length];
    double[] error = new double[METHODS.length];
    for (int method = 0; method < METHODS.length; method++) {
      origin[method] = Accuracy.of(followed, forecasts[method], scale);
      error[method] = Accuracy.of(followed, forecasts[method], 1).mase();
    }
    if (Double.isFinite(origin[0].smape())) {
      accuracies.add(origin);
      errors.add(error);
    }
  }

  int origins() {
    return accuracies.size();
  }

  /** The method with the least error over all origins. */
  Method selected() {
    return selectedWithout(-1);
  }

  /** The mean score of a method over the origins; NaN where there is none. */
  Accuracy of(Method method) {
    AccuracySum sum = AccuracySum.ZERO;
    for (Accuracy[] origin : accuracies) {
      sum = sum.plus(origin[method.ordinal()]);
    }
    return sum.mean();
  }

  /**
   * The mean score of selecting a method: at each origin that of the method which the other origins
   * select, as an origin that takes part in the choice would flatter it.
   */
  Accuracy ofSelected() {
    AccuracySum sum = AccuracySum.ZERO;
    for (int left = 0; left < accuracies.size(); left++) {
      sum = sum.plus(accuracies.get(left)[selectedWithout(left).ordinal()]);
    }
    return sum.mean();
  }

  private Method selectedWithout(int left) {
    Method best = SeriesForecaster.FALLBACK;
    double least = Double.POSITIVE_INFINITY;
    for (Method method : METHODS) {
      double error = 0;
      int count = 0;
      for (int i = 0; i < errors.size(); i++) {
        if (i != left) {
          error += errors.get(i)[method.ordinal()];
          count++;
        }
      }
      if (count > 0 && error < least) {
        least = error;
        best = method;
      }
    }
    return best;
  }
}
