package dev.pawl.forecast.generate;

import dev.pawl.forecast.input.Periods;
import dev.pawl.forecast.input.Series;
import dev.pawl.forecast.input.SeriesReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The monthly series of one partition's items, merged from the slices of all chunks, in any order.
 * Every item that was sold at least once has a series of 60 months, 0 in a month without a sale;
 * ids are {@code item-000001} and so on, in rising order. Takes about 600 bytes an item of the
 * partition. For one thread.
 */
public final class MergedSales implements SeriesReader {
  private final SortedMap<Integer, long[]> pieces = new TreeMap<>();

  /**
   * Adds the partition's slice of one chunk; each chunk once.
   *
   * @param slice is read to its end, and not closed
   * @throws IOException where it is no whole slice, or cannot be read
   */
  public void add(InputStream slice) throws IOException {
    SalesSlice.addTo(pieces, slice);
  }

  /** The next item's series, which is then forgotten here; null after the last. */
  @Override
  public @Nullable Series next() {
    if (pieces.isEmpty()) {
      return null;
    }
    int item = pieces.firstKey();
    long[] sums = Objects.requireNonNull(pieces.remove(item));
    return new Series(
        "item-%06d".formatted(item),
        Periods.months(SalesCalendar.FIRST),
        Arrays.stream(sums).asDoubleStream().toArray());
  }

  /** Nothing to be closed: slices belong to their owners. */
  @Override
  public void close() {}
}
