package dev.pawl.forecast.methods;

import java.util.Arrays;

/**
 * A history without gaps. A value that is not finite is missing:
 *
 * <ul>
 *   <li>before the first observation it is dropped,
 *   <li>between two it lies on the straight line from one to the other,
 *   <li>after the last it is dropped, and forecasts begin {@code lag} periods earlier, so that the
 *       first forecast to be handed out still is for the period after the history.
 * </ul>
 *
 * @param values finite, oldest first, shape [n], n from 0
 * @param lag how many missing values followed the last observation
 */
@SuppressWarnings("ArrayRecordComponent") // hot path, neither boxed nor copied
record Observed(double[] values, int lag) {

  static Observed of(double[] history) {
    int from = 0;
    int to = history.length;
    while (from < to && !Double.isFinite(history[from])) {
      from++;
    }
    while (to > from && !Double.isFinite(history[to - 1])) {
      to--;
    }
    double[] values = Arrays.copyOfRange(history, from, to);
    for (int i = 1, last = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        interpolate(values, last, i);
        last = i;
      }
    }
    return new Observed(values, history.length - to);
  }

  private static void interpolate(double[] values, int last, int next) {
    for (int i = last + 1; i < next; i++) {
      double share = (double) (i - last) / (next - last);
      values[i] = values[last] * (1 - share) + values[next] * share;
    }
  }
}
