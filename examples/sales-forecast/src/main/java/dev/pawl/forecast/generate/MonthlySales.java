package dev.pawl.forecast.generate;

/**
 * Pieces sold, summed up by item and month: a dense table of {@code items x 60} sums of 8 bytes,
 * however many rows go in. Sums of integers, so their order does not matter. Not thread-safe.
 */
public final class MonthlySales {
  private final int items;
  private final long[] pieces;
  private long rows;

  /** An empty table for the items 1 to {@code items}. */
  MonthlySales(int items) {
    this.items = items;
    this.pieces = new long[Math.multiplyExact(items, SalesCalendar.MONTHS)];
  }

  void countRow() {
    rows++;
  }

  void add(int item, int month, long quantity) {
    pieces[at(item, month)] += quantity;
  }

  /** The largest number of an item; the smallest is 1. */
  public int items() {
    return items;
  }

  /**
   * The number of rows that were generated for this table, those included that were left out of the
   * sums.
   */
  public long rows() {
    return rows;
  }

  /** Pieces of {@code item} (from 1) sold in {@code month} (from 0). */
  public long pieces(int item, int month) {
    return pieces[at(item, month)];
  }

  private int at(int item, int month) {
    return (item - 1) * SalesCalendar.MONTHS + month;
  }
}
