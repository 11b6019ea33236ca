package dev.pawl.forecast.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.forecast.M4Folder;
import dev.pawl.forecast.input.ActualsJoin;
import dev.pawl.forecast.input.Series;
import dev.pawl.forecast.input.WideCsv;
import dev.pawl.forecast.report.Score;
import dev.pawl.forecast.scores.Accuracy;
import dev.pawl.forecast.scores.ScoreSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published scores of M4's benchmarks, as listed in the competition's results. */
class M4PublishedResultsTest {

  @Test
  void reproducesTheScoresOfWeekly() throws IOException {
    Map<String, Score> scores = scores("Weekly", 1, 13);
    requireWithinThousandth(scores, "naive", 9.161, 2.777);
    requireWithin(0.3, scores, "ses", 9.012, 2.685);
    requireWithin(6, scores, "holt", 9.708, 2.420);
    requireWithin(4, scores, "damped", 8.866, 2.404);
    requireWithin(0.3, scores, "theta", 9.093, 2.637);
    requireWithin(4, scores, "comb", 8.944, 2.432);
  }

  @Test
  void reproducesTheScoresOfHourly() throws IOException {
    Map<String, Score> scores = scores("Hourly", 24, 48);
    requireWithinThousandth(scores, "naive", 43.003, 11.608);
    requireWithinThousandth(scores, "snaive", 13.912, 1.193);
    requireWithinThousandth(scores, "naive2", 18.383, 2.395);
    requireWithin(0.3, scores, "ses", 18.094, 2.385);
    requireWithin(6, scores, "holt", 29.249, 9.356);
    requireWithin(4, scores, "damped", 19.265, 2.956);
    requireWithin(0.3, scores, "theta", 18.138, 2.455);
    requireWithin(4, scores, "comb", 22.053, 4.582);
  }

  private static Map<String, Score> scores(String name, int seasonality, int horizon)
      throws IOException {
    Path train = M4Folder.find().resolve(name + "-train.csv.gz");
    Path test = M4Folder.find().resolve(name + "-test.csv.gz");
    SeriesForecaster forecaster = new SeriesForecaster(seasonality, horizon, 0);
    ScoreSheet sheet = ScoreSheet.EMPTY;
    try (ActualsJoin reader =
        new ActualsJoin(
            new WideCsv(train.toString(), Files.newInputStream(train)),
            new WideCsv(test.toString(), Files.newInputStream(test)),
            test.toString(),
            horizon)) {
      for (Series series = reader.next(); series != null; series = reader.next()) {
        double scale = Accuracy.scale(series.values(), seasonality);
        sheet = sheet.plus(forecaster.forecast(series.values()).scores(series.actuals(), scale));
      }
    }
    return sheet.scores().stream().collect(Collectors.toMap(Score::method, score -> score));
  }

  private static void requireWithinThousandth(
      Map<String, Score> scores, String method, double smape, double mase) {
    assertThat(scores.get(method).smape()).as(method).isCloseTo(smape, within(0.001));
    assertThat(scores.get(method).mase()).as(method).isCloseTo(mase, within(0.001));
  }

  private static void requireWithin(
      double percent, Map<String, Score> scores, String method, double smape, double mase) {
    assertThat(scores.get(method).smape())
        .as("sMAPE of " + method)
        .isCloseTo(smape, within(smape * percent / 100));
    assertThat(scores.get(method).mase())
        .as("MASE of " + method)
        .isCloseTo(mase, within(mase * percent / 100));
  }
}
