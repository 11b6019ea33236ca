package dev.pawl.forecast.methods;

/**
 * The methods, from the simplest on; where two do equally well, the earlier is chosen. Naive2, SES,
 * Holt, Damped, Theta and Comb work on the deseasonalised series where it is seasonal (see {@link
 * Seasonality}), and their forecasts are multiplied by the seasonal indices.
 *
 * @see <a href="https://github.com/Mcompetitions/M4-methods">M4 benchmarks and evaluation</a>
 */
public enum Method {
  /** The last value goes on. */
  NAIVE("naive"),
  /** The last season repeats itself; the last value, where there is not one whole season. */
  SNAIVE("snaive"),
  /** The last deseasonalised value goes on. */
  NAIVE2("naive2"),
  /** Simple exponential smoothing. */
  SES("ses"),
  /** Exponential smoothing with a trend that goes on. */
  HOLT("holt"),
  /** Exponential smoothing with a trend that fades. */
  DAMPED("damped"),
  /** Mean of a straight line and of simple exponential smoothing of the doubled distance to it. */
  THETA("theta"),
  /** Mean of SES, Holt and Damped. */
  COMB("comb");

  /** The id of the forecast by whichever method was selected for a series; no method of its own. */
  public static final String SELECTED = "selected";

  private final String id;

  Method(String id) {
    this.id = id;
  }

  /** The name in files and on the wire, such as {@code naive2}. */
  public String id() {
    return id;
  }
}
