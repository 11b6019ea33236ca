package dev.pawl.forecast;

import dev.pawl.forecast.SalesForecast.MethodScore;
import dev.pawl.forecast.SalesForecast.ReportWork;
import dev.pawl.forecast.SalesForecast.Result;
import dev.pawl.forecast.SalesForecast.Scores;
import dev.pawl.forecast.input.Series;
import dev.pawl.forecast.input.ShardReader;
import dev.pawl.forecast.methods.Method;
import dev.pawl.forecast.methods.SeriesForecast;
import dev.pawl.forecast.report.ErrorDistribution;
import dev.pawl.forecast.report.HtmlReport;
import dev.pawl.forecast.report.Report;
import dev.pawl.forecast.report.Sample;
import dev.pawl.forecast.report.Score;
import dev.pawl.forecast.report.ScoresCsv;
import dev.pawl.graph.Blobs;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the page and the table of scores. */
public final class BuildReport implements TaskHandler<ReportWork, Result> {
  @Override
  public Result handle(ReportWork work, TaskContext context) throws IOException {
    Scores scores = work.input().scores();
    List<Score> sorted =
        scores.sheet().scores().stream()
            .sorted(Comparator.comparingInt(score -> place(score.method())))
            .toList();
    Report page =
        new Report(
            "Sales forecast",
            work.source(),
            facts(work),
            sorted,
            errors(scores),
            samples(work, context.blobs()));
    return new Result(
        scores.series(),
        sorted.stream().map(BuildReport::methodScore).toList(),
        write(context.blobs(), "report.html", out -> HtmlReport.write(page, out)),
        work.input().collected().forecasts(),
        write(context.blobs(), "scores.csv", out -> ScoresCsv.write(sorted, out)));
  }

  private interface Content {
    void writeTo(BlobWriter target) throws IOException;
  }

  private static BlobRef write(Blobs blobs, String name, Content content) throws IOException {
    try (BlobWriter target = blobs.create(name)) {
      content.writeTo(target);
      return target.commit();
    }
  }

  private static List<Report.Fact> facts(ReportWork work) {
    Settings settings = work.settings();
    return List.of(
        new Report.Fact(
            "Series", String.format(Locale.ROOT, "%,d", work.input().scores().series())),
        new Report.Fact("Seasonality", Integer.toString(settings.seasonality())),
        new Report.Fact("Horizon", Integer.toString(settings.horizon())),
        new Report.Fact("Backtest origins", Integer.toString(settings.origins())),
        new Report.Fact("Scored on", settings.tested() ? "the test file" : "the backtest"));
  }

  private static ErrorDistribution errors(Scores scores) {
    List<ErrorDistribution.Histogram> histograms =
        scores.histograms().entrySet().stream()
            .map(entry -> new ErrorDistribution.Histogram(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt(histogram -> place(histogram.method())))
            .toList();
    return new ErrorDistribution(SalesForecast.edges(), histograms);
  }

  /**
   * A dozen series, the first ones of shards that lie evenly; they are forecast once more, which is
   * cheaper than keeping all.
   */
  private static List<Sample> samples(ReportWork work, Blobs blobs) throws IOException {
    List<Catalog.Shard> shards = work.input().collected().samples();
    int each =
        shards.isEmpty() ? 0 : (CollectForecasts.SAMPLES + shards.size() - 1) / shards.size();
    List<Sample> samples = new ArrayList<>();
    for (Catalog.Shard shard : shards) {
      try (ShardReader reader =
          new ShardReader("shard " + shard.index(), new ByteArrayInputStream(shard.read(blobs)))) {
        for (int i = 0; i < each && samples.size() < CollectForecasts.SAMPLES; i++) {
          Series series = reader.next();
          if (series != null) {
            samples.add(sample(series, shard.settings()));
          }
        }
      }
    }
    return samples;
  }

  private static Sample sample(Series series, Settings settings) {
    SeriesForecast forecast = settings.forecaster().forecast(series.values());
    return new Sample(
        series.id(),
        series.periods(),
        series.values(),
        series.actuals(),
        forecast.byId(),
        forecast.selected().id());
  }

  /** The place of a method in tables: as they are defined, the selected ones last. */
  private static int place(String id) {
    int place = Arrays.stream(Method.values()).map(Method::id).toList().indexOf(id);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static MethodScore methodScore(Score score) {
    return new MethodScore(
        score.method(),
        known(score.smape()),
        known(score.mase()),
        Optional.ofNullable(score.owa()));
  }

  private static Optional<Double> known(double score) {
    return Double.isFinite(score) ? Optional.of(score) : Optional.empty();
  }
}
