package dev.pawl.forecast;

import dev.pawl.forecast.SalesForecast.ShardForecasts;
import dev.pawl.forecast.input.Series;
import dev.pawl.forecast.input.ShardReader;
import dev.pawl.forecast.methods.SeriesForecast;
import dev.pawl.forecast.methods.SeriesForecaster;
import dev.pawl.forecast.report.ForecastsCsv;
import dev.pawl.forecast.scores.Accuracy;
import dev.pawl.forecast.scores.ScoreSheet;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** Forecasts the series of one shard with all methods, and scores them. */
public final class ForecastShard implements TaskHandler<Catalog.Shard, ShardForecasts> {
  @Override
  public ShardForecasts handle(Catalog.Shard shard, TaskContext context) throws IOException {
    SeriesForecaster forecaster = shard.settings().forecaster();
    Histograms histograms = new Histograms();
    ScoreSheet scores = ScoreSheet.EMPTY;
    int count = 0;
    byte[] bytes = shard.read(context.blobs());
    try (ShardReader reader =
            new ShardReader("shard " + shard.index(), new ByteArrayInputStream(bytes));
        BlobWriter part = context.blobs().create("forecasts.csv")) {
      ForecastsCsv table = ForecastsCsv.withoutHeader(part);
      for (Series series = reader.next();
          series != null && !context.cancelled();
          series = reader.next()) {
        SeriesForecast forecast = forecaster.forecast(series.values());
        write(table, series, forecast);
        Map<String, Accuracy> accuracy = accuracy(shard.settings(), series, forecast);
        accuracy.forEach((method, one) -> histograms.add(method, one.smape()));
        scores = scores.plus(accuracy);
        count++;
      }
      table.flush();
      return new ShardForecasts(shard, count, scores, histograms.toMap(), part.commit());
    }
  }

  private static void write(ForecastsCsv table, Series series, SeriesForecast forecast) {
    forecast.byId().forEach((method, values) -> table.write(series, method, values));
  }

  private static Map<String, Accuracy> accuracy(
      Settings settings, Series series, SeriesForecast forecast) {
    return settings.tested()
        ? forecast.scores(series.actuals(), Accuracy.scale(series.values(), settings.seasonality()))
        : forecast.backtestScores();
  }
}
