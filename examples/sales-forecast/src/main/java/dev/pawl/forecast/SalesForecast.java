package dev.pawl.forecast;

import dev.pawl.forecast.report.ErrorDistribution;
import dev.pawl.forecast.scores.ScoreSheet;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Partition;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.spi.BlobRef;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forecasts thousands of sales series: reads or generates them, cuts them into shards, forecasts
 * each shard with eight methods, scores the methods, and writes a report.
 */
public final class SalesForecast implements ProcessDefinition<Request, SalesForecast.Result> {
  /** Tasks that generate sales. */
  static final int CHUNKS = 16;

  /** Partitions that generated items are spread over. */
  static final int PARTITIONS = 8;

  /** One part of the sales to be generated. */
  public record Chunk(int index, int of, double scale, int items) {}

  /** Sales of one chunk, a slice for each partition. */
  public record ChunkSales(BlobRef combined) {}

  /** One partition of all generated sales, and how its series are to be forecast. */
  public record PartitionWork(Partition partition, int shardSeries, Settings settings) {}

  /**
   * What became of one shard.
   *
   * @param histograms by method, numbers of series by bins of sMAPE
   * @param forecasts a part of {@code forecasts.csv}
   */
  public record ShardForecasts(
      Catalog.Shard shard,
      int series,
      ScoreSheet scores,
      Map<String, List<Long>> histograms,
      BlobRef forecasts) {}

  /** Scores of all shards so far. */
  public record Scores(int series, ScoreSheet sheet, Map<String, List<Long>> histograms) {
    static final Scores NONE = new Scores(0, ScoreSheet.EMPTY, Map.of());

    Scores plus(ShardForecasts shard) {
      return new Scores(
          series + shard.series(),
          sheet.plus(shard.scores()),
          Histograms.sum(histograms, shard.histograms()));
    }
  }

  /**
   * Forecasts of all shards.
   *
   * @param samples shards to draw series from, spread evenly
   */
  public record Collected(BlobRef forecasts, List<Catalog.Shard> samples) {}

  /** All that the report is made of. */
  public record ReportInput(Scores scores, Collected collected) {}

  /** The same, with where it all came from. */
  public record ReportWork(ReportInput input, String source, Settings settings) {}

  /**
   * The scores of one method, absent where there are none.
   *
   * @param smape mean symmetric absolute percentage error, 0 to 200
   * @param mase mean absolute scaled error
   * @param owa mean of both relative to Naive2; absent where that scores 0
   */
  public record MethodScore(
      String method, Optional<Double> smape, Optional<Double> mase, Optional<Double> owa) {}

  /** What a run gives: scores by method, and three files. */
  public record Result(
      int series,
      List<MethodScore> scores,
      BlobRef report,
      BlobRef forecasts,
      BlobRef scoresTable) {}

  @Override
  public String name() {
    return "sales-forecast";
  }

  @Override
  public String description() {
    return "forecasts sales series; generated ones, or --input '{\"train\":\"PATH\",\"test\":\"PATH\",\"seasonality\":24,\"horizon\":48}'";
  }

  @Override
  public Optional<Request> defaultInput() {
    return Optional.of(Request.DEFAULT);
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    One<List<Catalog>> catalogs =
        graph.when(
            "generated",
            request,
            Request::generated,
            input -> generated(graph, input),
            input -> read(graph, input));
    Many<Catalog.Shard> shards =
        graph.fanOut(
            "shards",
            Catalog.Shard.class,
            catalogs,
            list -> list.stream().flatMap(one -> one.list().stream()).toList());
    Many<ShardForecasts> forecasts =
        graph
            .task("forecast", ForecastShard.class, shards)
            .timeout(Duration.ofMinutes(10))
            .retries(3);
    One<Scores> scores = graph.fold("scores", Scores.class, forecasts, Scores.NONE, Scores::plus);
    One<Collected> collected = graph.task("collect", CollectForecasts.class, graph.all(forecasts));
    One<ReportInput> input =
        graph.combine("report input", ReportInput.class, scores, collected, ReportInput::new);
    One<ReportWork> work =
        graph.combine(
            "report work",
            ReportWork.class,
            input,
            request,
            (all, asked) -> new ReportWork(all, asked.source(), asked.settings()));
    return graph.task("report", BuildReport.class, work);
  }

  private static One<List<Catalog>> read(Graph graph, One<Request> request) {
    Many<Request> files = graph.fanOut("files", Request.class, request, List::of);
    return graph.all(graph.task("read", ReadSeries.class, files));
  }

  private static One<List<Catalog>> generated(Graph graph, One<Request> request) {
    Many<Chunk> chunks = graph.fanOut("chunks", Chunk.class, request, SalesForecast::chunks);
    Many<ChunkSales> sales = graph.task("generate", GenerateSales.class, chunks);
    Many<Partition> partitions = graph.shuffle("by item", sales, PARTITIONS, ChunkSales::combined);
    Many<PartitionWork> work =
        graph.combine(
            "partitions",
            PartitionWork.class,
            partitions,
            request,
            (partition, asked) ->
                new PartitionWork(partition, asked.shardSeries().orElse(50), asked.settings()));
    return graph.all(graph.task("merge", MergeSales.class, work));
  }

  private static List<Chunk> chunks(Request request) {
    double scale = request.scale().orElse(0.2);
    int items = request.items().orElse(Integer.MAX_VALUE);
    int chunks = Math.max(CHUNKS, (int) Math.min(10_000, Math.ceil(scale * CHUNKS)));
    return IntStream.range(0, chunks)
        .mapToObj(index -> new Chunk(index, chunks, scale, items))
        .toList();
  }

  @Override
  public String summary(Result result, Map<String, Duration> work) {
    Stream<String> rows =
        result.scores().stream()
            .map(score ->
                String.format(
                    Locale.ROOT,
                    "%-10s %s %s %s",
                    score.method(),
                    cell(score.smape()),
                    cell(score.mase()),
                    cell(score.owa())));
    double millis =
        work.getOrDefault("forecast", Duration.ZERO).toNanos() / 1e6 / Math.max(1, result.series());
    String header = String.format("%-10s %9s %9s %9s", "method", "sMAPE", "MASE", "OWA");
    String last =
        String.format(Locale.ROOT, "%,d series, %.1f ms of work for each", result.series(), millis);
    return String.join(
        "\n", Stream.concat(Stream.concat(Stream.of(header), rows), Stream.of(last)).toList());
  }

  private static String cell(Optional<Double> score) {
    return score
        .map(value -> String.format(Locale.ROOT, "%9.3f", value))
        .orElse(String.format("%9s", "–"));
  }

  /** The bins of the histograms. */
  static List<Double> edges() {
    return ErrorDistribution.SMAPE_EDGES;
  }
}
