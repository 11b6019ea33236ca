package dev.pawl.forecast.report;

/** The least and the greatest of some finite values. */
final class Range {
  double least = Double.POSITIVE_INFINITY;
  double greatest = Double.NEGATIVE_INFINITY;

  Range copy() {
    Range copy = new Range();
    copy.least = least;
    copy.greatest = greatest;
    return copy;
  }

  void add(double[] values, int from) {
    for (int i = from; i < values.length; i++) {
      add(values[i]);
    }
  }

  void add(double value) {
    if (Double.isFinite(value)) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }

  boolean isEmpty() {
    return least > greatest;
  }

  /** How far they are apart; for a single value, its size. */
  double span() {
    return isEmpty() ? 0 : greatest > least ? greatest - least : Math.max(1, Math.abs(greatest));
  }
}
