package dev.pawl.forecast;

import dev.pawl.forecast.SalesForecast.Collected;
import dev.pawl.forecast.SalesForecast.ShardForecasts;
import dev.pawl.forecast.report.ForecastsCsv;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/** Joins the parts of {@code forecasts.csv}, and picks shards to draw series from. */
public final class CollectForecasts implements TaskHandler<List<ShardForecasts>, Collected> {
  /** How many series a report draws. */
  static final int SAMPLES = 12;

  @Override
  public Collected handle(List<ShardForecasts> shards, TaskContext context) throws IOException {
    try (BlobWriter all = context.blobs().create("forecasts.csv")) {
      ForecastsCsv.withHeader(all).flush();
      for (ShardForecasts shard : shards) {
        try (InputStream part = context.blobs().read(shard.forecasts())) {
          part.transferTo(all);
        }
      }
      int picked = Math.min(SAMPLES, shards.size());
      List<Catalog.Shard> samples =
          IntStream.range(0, picked)
              .mapToObj(i -> shards.get((int) ((long) i * shards.size() / picked)).shard())
              .toList();
      return new Collected(all.commit(), samples);
    }
  }
}
