package dev.pawl.forecast;

import dev.pawl.forecast.SalesForecast.PartitionWork;
import dev.pawl.forecast.generate.MergedSales;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.PartitionReader;
import java.io.IOException;
import java.io.InputStream;

/** Merges the slices of one partition to monthly series, and cuts them into shards. */
public final class MergeSales implements TaskHandler<PartitionWork, Catalog> {
  @Override
  public Catalog handle(PartitionWork work, TaskContext context) throws IOException {
    MergedSales sales = new MergedSales();
    for (InputStream slice : new PartitionReader(context.blobs(), work.partition())) {
      try (slice) {
        sales.add(slice);
      }
    }
    return ShardTable.write(sales, work.shardSeries(), work.settings(), context.blobs());
  }
}
