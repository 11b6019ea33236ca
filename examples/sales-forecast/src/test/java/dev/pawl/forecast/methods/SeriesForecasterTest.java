package dev.pawl.forecast.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.forecast.scores.Accuracy;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesForecasterTest {
  private static final double MISSING = Double.NaN;

  private static double[] values(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Each row: values, seasonality, horizon, the forecast that every method gives. */
  @ParameterizedTest
  @CsvSource({
    "'', 4, 2, 'NaN NaN'",
    "'NaN NaN NaN', 1, 1, 'NaN'",
    "'7', 4, 3, '7 7 7'",
    "'NaN 7 NaN', 1, 2, '7 7'",
    "'0 0 0 0 0 0 0 0 0 0 0 0', 4, 2, '0 0'",
    "'0.3 0.3', 12, 2, '0.3 0.3'",
    "'0.1 0.1 0.1 0.1 0.1 0.1 0.1', 2, 2, '0.1 0.1'",
    "'5 NaN 5 5 Infinity 5 NaN', 1, 3, '5 5 5'",
    "'1e308 1e308 1e308 1e308 1e308', 1, 1, '1e308'",
    "'1e-320 1e-320 1e-320 1e-320', 1, 1, '1e-320'",
  })
  void forecastsTheSameByAllMethodsWhereThereIsNothingToTellThemApart(
      String history, int seasonality, int horizon, String expected) {
    SeriesForecast forecast =
        new SeriesForecaster(seasonality, horizon, 3).forecast(values(history));
    assertThat(forecast.byId()).hasSize(9);
    forecast.byId().forEach((id, found) -> assertThat(found).as(id).isEqualTo(values(expected)));
  }

  /** Each row: method, values, seasonality, its forecast of two periods. */
  @ParameterizedTest
  @CsvSource({
    "naive, '1 2 4', 1, '4 4'",
    "snaive, '1 2 4', 2, '2 4'",
    "snaive, '1 2 4', 3, '1 2'",
    "snaive, '1 2 4', 4, '4 4'",
    "snaive, '1 2 4 NaN', 2, '4 2'",
    "snaive, '1 2 NaN', 2, '2 1'",
    "snaive, '2 NaN 6', 2, '4 6'",
    "naive2, '1 3 1 3 1', 2, '1 1'",
    "naive2, '10 30 10 30 10 30 10 30 10 30 10 30 10 30', 2, '10 30'",
    "theta, '-4 -4 -4', 1, '0 0'",
    "holt, '1 2 3 4 5 6 NaN', 1, '8 9'",
    "holt, '1 2 NaN NaN 5 6', 1, '7 8'",
  })
  void forecastsWhatTheTableSays(String id, String history, int seasonality, String expected) {
    SeriesForecast forecast = new SeriesForecaster(seasonality, 2, 3).forecast(values(history));
    assertThat(forecast.byId()).containsKey(id);
    assertThat(forecast.byId().get(id)).containsExactly(values(expected), within(1e-9));
  }

  @Test
  void forecastsTwoOrThreeValuesWithoutATrend() {
    SeriesForecast forecast = new SeriesForecaster(1, 2, 3).forecast(values("10 20 24"));
    assertThat(forecast.by(Method.HOLT)).isEqualTo(forecast.by(Method.SES));
    assertThat(forecast.by(Method.DAMPED)).isEqualTo(forecast.by(Method.SES));
    assertThat(forecast.by(Method.COMB)).containsExactly(forecast.by(Method.SES), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "6, 1, 2, 3, 1",
    "7, 1, 2, 3, 2",
    "7, 1, 2, 0, 0",
    "14, 12, 2, 3, 0",
    "15, 12, 2, 3, 1",
    "20, 4, 6, 3, 3",
    "4, 1, 10, 3, 0",
    "7, 1, 1, 3, 3"
  })
  void backtestsFromAsManyOriginsAsTheSeriesIsLongEnoughFor(
      int length, int seasonality, int horizon, int origins, int expected) {
    double[] history = new double[length];
    Arrays.setAll(history, i -> i * i % 7);
    SeriesForecast forecast = new SeriesForecaster(seasonality, horizon, origins).forecast(history);
    assertThat(forecast.origins()).isEqualTo(expected);
  }

  @Test
  void selectsNaive2AndHasNoScoresWhereTheSeriesIsTooShortForABacktest() {
    SeriesForecast forecast = new SeriesForecaster(1, 4, 3).forecast(values("3 1 4 1 5 9 2"));
    assertThat(forecast.selected()).isEqualTo(Method.NAIVE2);
    assertThat(forecast.backtestScores()).hasSize(9);
    assertThat(forecast.backtestScores().values()).containsOnly(Accuracy.NONE);
  }

  @Test
  void selectsTheMethodWithTheLeastErrorAtEarlierOrigins() {
    double[] season = new double[48];
    Arrays.setAll(season, i -> (i % 4) * (i % 4) - 1.0);
    assertThat(new SeriesForecaster(4, 4, 3).forecast(season).selected()).isEqualTo(Method.SNAIVE);
    double[] line = new double[30];
    Arrays.setAll(line, i -> 5 + 2.0 * i);
    SeriesForecast forecast = new SeriesForecaster(1, 6, 3).forecast(line);
    assertThat(forecast.selected()).isEqualTo(Method.HOLT);
    assertThat(forecast.backtestScores().get("selected").mase()).isCloseTo(0, within(1e-6));
    assertThat(forecast.byId().get("selected")).isEqualTo(forecast.by(Method.HOLT));
  }

  @Test
  void selectsTheSimplestOfEquallyGoodMethods() {
    SeriesForecast forecast = new SeriesForecaster(1, 2, 3).forecast(new double[20]);
    assertThat(forecast.origins()).isEqualTo(3);
    assertThat(forecast.selected()).isEqualTo(Method.NAIVE);
    assertThat(forecast.backtestScores().get("naive")).isEqualTo(new Accuracy(0, MISSING));
  }

  @Test
  void backtestsEachOriginWithWhatWasKnownThen() {
    // Origins after 5 and 4 values: naive errs by 1, 3 and by 2, 3; the scales are 1 and 1.
    Map<String, Accuracy> scores =
        new SeriesForecaster(1, 2, 2).forecast(values("1 2 3 2 3 4 6")).backtestScores();
    assertThat(scores.get("naive").mase()).isCloseTo((2 + 1.5) / 2, within(1e-12));
  }

  @Test
  void leavesOutOfTheBacktestWhatIsMissing() {
    SeriesForecast forecast = new SeriesForecaster(1, 2, 2).forecast(values("1 2 3 2 3 NaN NaN"));
    assertThat(forecast.origins()).isEqualTo(1);
    assertThat(forecast.backtestScores().get("naive").mase()).isEqualTo(1);
  }

  @RepeatedTest(40)
  void givesAFiniteForecastOfWhateverAndTheSameEachTime(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    double[] odd = {0, -0.0, 1, -1, 1e-320, 1e308, -1e308, MISSING, Double.NEGATIVE_INFINITY, 5};
    double[] history = new double[1 + random.nextInt(60)];
    int kinds = 2 + random.nextInt(odd.length - 1);
    Arrays.setAll(history, i -> odd[random.nextInt(kinds)]);
    history[0] = 3;
    SeriesForecaster forecaster =
        new SeriesForecaster(1 + random.nextInt(12), 1 + random.nextInt(9), 3);
    double[] before = history.clone();
    SeriesForecast forecast = forecaster.forecast(history);
    assertThat(history).isEqualTo(before);
    SeriesForecast again = forecaster.forecast(history);
    forecast
        .byId()
        .forEach((id, found) -> {
          assertThat(found).hasSize(forecaster.horizon()).doesNotContain(MISSING);
          assertThat(Arrays.stream(found)).allMatch(Double::isFinite);
          assertThat(again.byId().get(id)).isEqualTo(found);
        });
    assertThat(again.backtestScores()).isEqualTo(forecast.backtestScores());
  }

  @Test
  void refusesParametersThatMeanNothing() {
    assertThatThrownBy(() -> new SeriesForecaster(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seasonality should be 1 to 100000, found 0");
    assertThatThrownBy(() -> new SeriesForecaster(1, 0, 1)).hasMessageContaining("horizon");
    assertThatThrownBy(() -> new SeriesForecaster(1, 1, -1)).hasMessageContaining("origins");
  }
}
