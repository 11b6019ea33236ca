package dev.pawl.forecast.input;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of series into shards of a given number of series (the last may have fewer) that
 * {@link ShardReader} reads. The same stream gives the same bytes. Holds one series at a time; for
 * one thread.
 *
 * <pre>{@code
 * ShardSplitter shards = new ShardSplitter(reader, 100);
 * while (shards.hasNext()) {
 *   try (OutputStream out = …) {
 *     Facts facts = shards.writeNext(out);
 *   }
 * }
 * }</pre>
 */
public final class ShardSplitter {
  private final SeriesReader source;
  private final int seriesPerShard;
  private @Nullable Series ahead;

  /**
   * What a shard holds.
   *
   * @param series how many series
   * @param values how many values they have together, missing ones and actuals included
   * @param withActuals how many series have actuals
   */
  public record Facts(int series, long values, int withActuals) {}

  /** Begins to read {@code source}, which its owner closes. */
  public ShardSplitter(SeriesReader source, int seriesPerShard) throws IOException {
    if (seriesPerShard < 1) {
      throw new IllegalArgumentException(
          "a shard should have at least 1 series, found " + seriesPerShard);
    }
    this.source = source;
    this.seriesPerShard = seriesPerShard;
    this.ahead = source.next();
  }

  /** Whether there are series for another shard. */
  public boolean hasNext() {
    return ahead != null;
  }

  /**
   * Writes the next shard (an empty one where {@link #hasNext} is false), and flushes {@code
   * target} without closing it.
   */
  public Facts writeNext(OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target, 1 << 16));
    out.writeInt(ShardFormat.MAGIC);
    out.writeByte(ShardFormat.VERSION);
    int count = 0;
    int withActuals = 0;
    long values = 0;
    for (Series series = ahead; series != null && count < seriesPerShard; series = ahead) {
      ShardFormat.write(out, series);
      count++;
      withActuals += series.actuals().length > 0 ? 1 : 0;
      values += series.values().length + series.actuals().length;
      ahead = source.next();
    }
    out.writeByte(ShardFormat.END);
    out.writeInt(count);
    out.flush();
    return new Facts(count, values, withActuals);
  }
}
