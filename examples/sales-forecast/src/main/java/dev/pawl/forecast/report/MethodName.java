package dev.pawl.forecast.report;

import java.util.Map;

/** What people call a method, and what it does. */
record MethodName(String label, String description) {
  private static final Map<String, MethodName> KNOWN =
      Map.of(
          "naive", new MethodName("Naive", "The last value goes on."),
          "snaive", new MethodName("sNaive", "The last season repeats itself."),
          "naive2",
              new MethodName(
                  "Naive2", "The last value goes on, adjusted for season: the benchmark of OWA."),
          "ses",
              new MethodName(
                  "SES", "Simple exponential smoothing: a level that follows the values."),
          "holt", new MethodName("Holt", "Exponential smoothing with a trend that goes on."),
          "damped", new MethodName("Damped", "Exponential smoothing with a trend that fades."),
          "theta", new MethodName("Theta", "The mean of a straight trend and a smoothed level."),
          "comb", new MethodName("Comb", "The mean of SES, Holt and Damped."),
          "selected",
              new MethodName(
                  "Selected", "For each series the method that did best in the backtest."));

  /** The name of a method; its own text where it is not a known one. */
  static MethodName of(String method) {
    return KNOWN.getOrDefault(method, new MethodName(method, ""));
  }
}
