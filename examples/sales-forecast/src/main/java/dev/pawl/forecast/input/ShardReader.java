package dev.pawl.forecast.input;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the series of a shard that {@link ShardSplitter} wrote, one at a time. */
public final class ShardReader implements SeriesReader {
  private final InputFormatException.Place place;
  private final DataInputStream in;
  private int count;
  private boolean begun;
  private boolean ended;

  /**
   * Reads {@code in} and closes it in the end.
   *
   * @param name what to call the shard in messages
   */
  public ShardReader(String name, InputStream in) {
    this.place = new InputFormatException.Place(name, 0, 0);
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }

  /**
   * The next series, or null after the last.
   *
   * @throws InputFormatException where this is no shard, one of a later version, or not a whole one
   * @throws IOException where it cannot be read
   */
  @Override
  public @Nullable Series next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      if (!begun) {
        requireEqual("a shard of series (magic number)", ShardFormat.MAGIC, in.readInt());
        requireEqual("version", ShardFormat.VERSION, in.readUnsignedByte());
        begun = true;
      }
      return seriesOrEnd();
    } catch (EOFException | IllegalArgumentException e) {
      throw new InputFormatException(
          place, "a whole shard", "a damaged one after " + count + " series", e);
    }
  }

  private @Nullable Series seriesOrEnd() throws IOException {
    int mark = in.readUnsignedByte();
    if (mark != ShardFormat.END) {
      requireEqual("mark of a series", ShardFormat.SERIES, mark);
      Series series = ShardFormat.read(in);
      count++;
      return series;
    }
    requireEqual("number of series", in.readInt(), count);
    requireEqual("end of the shard", -1, in.read());
    ended = true;
    return null;
  }

  private void requireEqual(String what, int expected, int found) throws InputFormatException {
    if (found != expected) {
      throw new InputFormatException(place, what + " " + expected, Integer.toString(found));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
