package dev.pawl.forecast;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shards of series, one after the other in one blob.
 *
 * @param data the shards, as {@link dev.pawl.forecast.input.ShardSplitter} writes them
 * @param table where each shard lies; see {@link ShardTable}
 * @param shards how many
 */
public record Catalog(BlobRef data, BlobRef table, int shards, Settings settings) {
  List<Shard> list() {
    return IntStream.range(0, shards)
        .mapToObj(index -> new Shard(data, table, index, settings))
        .toList();
  }

  /** One shard: a row of the table. */
  public record Shard(BlobRef data, BlobRef table, int index, Settings settings) {
    /** The bytes of the shard, checked. */
    byte[] read(Blobs blobs) {
      return ShardTable.read(blobs, this);
    }
  }
}
