package dev.pawl.forecast;

import dev.pawl.forecast.methods.SeriesForecaster;

/**
 * How series are forecast and scored.
 *
 * @param seasonality periods in a season
 * @param horizon periods to forecast
 * @param origins of the backtest
 * @param tested whether it is known what followed; else the backtest gives the scores
 */
public record Settings(int seasonality, int horizon, int origins, boolean tested) {
  SeriesForecaster forecaster() {
    return new SeriesForecaster(seasonality, horizon, origins);
  }
}
