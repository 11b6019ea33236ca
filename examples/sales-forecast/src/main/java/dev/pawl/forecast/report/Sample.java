package dev.pawl.forecast.report;

import dev.pawl.forecast.input.Periods;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series to draw. The arrays are not copied, and not to be changed.
 *
 * @param id of the series
 * @param periods what the first value of the history stands for
 * @param history the values that the forecasts were made from, oldest first; NaN where one is
 *     missing
 * @param actuals what followed; empty where that is not known
 * @param forecasts by method, each from the period after the history on
 * @param chosen the method that the backtest chose for this series; null where none was chosen
 */
@SuppressWarnings("ArrayRecordComponent") // values, neither boxed nor copied
public record Sample(
    String id,
    Periods periods,
    double[] history,
    double[] actuals,
    Map<String, double[]> forecasts,
    @Nullable String chosen) {

  public Sample {
    forecasts = Collections.unmodifiableMap(new LinkedHashMap<>(forecasts));
  }

  /** The number of periods after the history of which something is drawn. */
  int horizon() {
    int longest = actuals.length;
    for (double[] forecast : forecasts.values()) {
      longest = Math.max(longest, forecast.length);
    }
    return longest;
  }
}
