package dev.pawl.forecast.methods;

import dev.pawl.forecast.scores.Accuracy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forecasts of one series by all methods, the selected method, and the scores of the backtest
 * that selected it. Immutable by convention: arrays are shared, and nobody writes to them.
 */
public final class SeriesForecast {
  private final double[][] forecasts;
  private final Backtest backtest;
  private final Method selected;

  SeriesForecast(double[][] forecasts, Backtest backtest) {
    this.forecasts = forecasts;
    this.backtest = backtest;
    this.selected = backtest.selected();
  }

  /**
   * The forecast by one method for the periods 1, 2, ... after the history.
   *
   * @return shape [horizon], in the unit of the series; all NaN where it has no observation
   */
  public double[] by(Method method) {
    return forecasts[method.ordinal()];
  }

  /** The method to use for this series: the best of the backtest, or the fallback without one. */
  public Method selected() {
    return selected;
  }

  /** The number of origins that took part in the backtest; 0 where the series is too short. */
  public int origins() {
    return backtest.origins();
  }

  /** All forecasts by id, in the order of {@link Method}, {@value Method#SELECTED} last. */
  public Map<String, double[]> byId() {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (Method method : Method.values()) {
      all.put(method.id(), by(method));
    }
    all.put(Method.SELECTED, by(selected));
    return Collections.unmodifiableMap(all);
  }

  /**
   * The scores of the backtest by id, in the order of {@link #byId}: means over the origins, no
   * score where there is no origin. {@value Method#SELECTED} scores at each origin what the method
   * did there that the other origins select; with a single origin that is the fallback.
   */
  public Map<String, Accuracy> backtestScores() {
    Map<String, Accuracy> scores = new LinkedHashMap<>();
    for (Method method : Method.values()) {
      scores.put(method.id(), backtest.of(method));
    }
    scores.put(Method.SELECTED, backtest.ofSelected());
    return Collections.unmodifiableMap(scores);
  }

  /**
   * The scores of the forecasts by id, in the order of {@link #byId}.
   *
   * @param actuals what followed the history, shape [h]; empty where not known (no scores)
   * @param scale of the history, from {@link Accuracy#scale}
   */
  public Map<String, Accuracy> scores(double[] actuals, double scale) {
    Map<String, Accuracy> scores = new LinkedHashMap<>();
    byId().forEach((id, forecast) -> scores.put(id, Accuracy.of(actuals, forecast, scale)));
    return Collections.unmodifiableMap(scores);
  }
}
