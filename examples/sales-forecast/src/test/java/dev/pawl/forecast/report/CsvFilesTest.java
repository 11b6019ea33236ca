package dev.pawl.forecast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.forecast.input.Periods;
import dev.pawl.forecast.input.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFilesTest {
  private static final Series SERIES =
      new Series("Käse, \"alt\"", Periods.months(YearMonth.of(2024, 10)), new double[] {1, 2});

  @Test
  void forecastsAreARowForEachStepWithItsPeriod() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ForecastsCsv file = ForecastsCsv.withHeader(out)) {
      file.write(SERIES, "theta", new double[] {1.5, Double.NaN});
      file.write(
          new Series("b", Periods.steps(), new double[700]), "naive", new double[] {0.1 + 0.2});
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            series,method,step,period,forecast
            "Käse, ""alt""\",theta,1,2024-12,1.5
            "Käse, ""alt""\",theta,2,2025-01,
            b,naive,1,701,0.30000000000000004
            """);
  }

  @Test
  void partsWithoutHeaderAreJoinedByteByByte() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ForecastsCsv file = ForecastsCsv.withHeader(whole)) {
      file.write(SERIES, "ses", new double[] {1});
      file.write(SERIES, "holt", new double[] {2});
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ForecastsCsv first = ForecastsCsv.withHeader(joined);
    first.write(SERIES, "ses", new double[] {1});
    first.flush();
    try (ForecastsCsv second = ForecastsCsv.withoutHeader(joined)) {
      second.write(SERIES, "holt", new double[] {2});
    }
    assertThat(joined.toByteArray()).isEqualTo(whole.toByteArray());
  }

  @Test
  void scoresAreARowForEachMethodAndEmptyWhereThereIsNone() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScoresCsv.write(
        List.of(new Score("ses", 9.012, 2.685, 0.975), new Score("holt", 0, Double.NaN, null)),
        out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("method,smape,mase,owa\nses,9.012,2.685,0.975\nholt,0.0,,\n");
  }
}
