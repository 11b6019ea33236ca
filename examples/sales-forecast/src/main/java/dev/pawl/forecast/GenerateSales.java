package dev.pawl.forecast;

import dev.pawl.forecast.SalesForecast.Chunk;
import dev.pawl.forecast.SalesForecast.ChunkSales;
import dev.pawl.forecast.generate.MonthlySales;
import dev.pawl.forecast.generate.RetailSales;
import dev.pawl.forecast.generate.SalesSlice;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.CombinedWriter;

/** Generates one chunk of sales row by row, and writes what it sums up to by partition. */
public final class GenerateSales implements TaskHandler<Chunk, ChunkSales> {
  @Override
  public ChunkSales handle(Chunk chunk, TaskContext context) throws Exception {
    MonthlySales sales =
        new RetailSales(chunk.scale(), chunk.items()).generate(chunk.index(), chunk.of());
    try (CombinedWriter writer =
        new CombinedWriter(context.blobs().create("sales"), SalesForecast.PARTITIONS)) {
      for (int partition = 0; partition < SalesForecast.PARTITIONS; partition++) {
        SalesSlice.write(sales, partition, SalesForecast.PARTITIONS, writer.nextSlice());
      }
      return new ChunkSales(writer.commit());
    }
  }
}
