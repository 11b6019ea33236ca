package dev.pawl.forecast;

import dev.pawl.forecast.input.SeriesReader;
import dev.pawl.forecast.input.ShardSplitter;
import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Cuts series into shards, and finds them again. The table has a row for each shard: offset (8
 * bytes), length (4) and CRC32C (4), big-endian.
 */
final class ShardTable {
  private static final int ROW = 16;

  private ShardTable() {}

  /** Writes all series of a reader; memory is that of one shard. */
  static Catalog write(SeriesReader series, int perShard, Settings settings, Blobs blobs)
      throws IOException {
    ShardSplitter splitter = new ShardSplitter(series, perShard);
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    DataOutputStream table = new DataOutputStream(rows);
    long offset = 0;
    try (BlobWriter data = blobs.create("shards")) {
      ByteArrayOutputStream shard = new ByteArrayOutputStream();
      while (splitter.hasNext()) {
        shard.reset();
        splitter.writeNext(shard);
        byte[] bytes = shard.toByteArray();
        data.write(bytes);
        table.writeLong(offset);
        table.writeInt(bytes.length);
        table.writeInt(crc(bytes));
        offset += bytes.length;
      }
      BlobRef written = data.commit();
      return new Catalog(
          written, blobs.write("table", rows.toByteArray()), rows.size() / ROW, settings);
    }
  }

  static byte[] read(Blobs blobs, Catalog.Shard shard) {
    ByteBuffer row =
        ByteBuffer.wrap(blobs.readRange(shard.table(), (long) shard.index() * ROW, ROW));
    long offset = row.getLong();
    byte[] bytes = blobs.readRange(shard.data(), offset, row.getInt());
    int expected = row.getInt();
    if (crc(bytes) != expected) {
      throw new PortFailure.Corrupt(
          String.format(
              "shard %d of blob %s at %d should have CRC32C %08x, found %08x",
              shard.index(), shard.data().key(), offset, expected, crc(bytes)));
    }
    return bytes;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
