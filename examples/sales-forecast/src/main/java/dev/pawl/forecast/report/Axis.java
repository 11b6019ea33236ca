package dev.pawl.forecast.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis. */
record Axis(double low, double high, double step) {

  /**
   * An axis that holds {@code least} to {@code greatest} in about {@code intervals} steps of 1, 2
   * or 5 times a power of ten. It begins at 0 where that costs less than half of its length.
   */
  static Axis over(double least, double greatest, int intervals) {
    double from = least >= 0 && least < 0.5 * greatest ? 0 : least;
    double span = greatest - from;
    if (!(span > 0) || Double.isInfinite(span)) {
      double around = Math.max(Math.abs(from), 1);
      return Double.isFinite(around)
          ? over(from - around / 2, from + around / 2, intervals)
          : new Axis(0, 1, 1);
    }
    double step = roundUp(span / intervals);
    return new Axis(Math.floor(from / step) * step, Math.ceil(greatest / step) * step, step);
  }

  private static double roundUp(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 5}) {
      if (step <= factor * power * 1.0001) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    int count = (int) Math.round((high - low) / step);
    for (int i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** Where a value lies, 0 at the low end and 1 at the high end. */
  double position(double value) {
    return (value - low) / (high - low);
  }

  /** A tick's number, short: 1200, 35k, 2.5M; as many decimals as the step needs. */
  String label(double tick) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double unit =
        largest >= 1e12 || largest < 1e-4
            ? 0
            : largest >= 1e9 ? 1e9 : largest >= 1e6 ? 1e6 : largest >= 1e4 ? 1e3 : 1;
    if (unit == 0) {
      return tick == 0 ? "0" : String.format(Locale.ROOT, "%.2e", tick);
    }
    String suffix = unit == 1e9 ? "B" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
    int decimals = (int) Math.max(0, Math.min(6, -Math.floor(Math.log10(step / unit * 1.0001))));
    BigDecimal rounded =
        new BigDecimal(String.format(Locale.ROOT, "%." + decimals + "f", tick / unit));
    return rounded.signum() == 0 ? "0" : rounded.toPlainString().replace('-', '−') + suffix;
  }
}
