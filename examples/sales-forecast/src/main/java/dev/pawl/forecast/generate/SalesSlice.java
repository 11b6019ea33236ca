package dev.pawl.forecast.generate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SortedMap;

/**
 * The part of a {@link MonthlySales} that belongs to one partition, as bytes. Which partition an
 * item belongs to follows from a hash of its number.
 *
 * <p>Format, big-endian: version (1 byte, 1); for each item with sales, by rising number: item
 * (int, above 0), number of months with sales (1 byte), then for each of them month (1 byte) and
 * pieces (long); an int 0 at the end.
 */
public final class SalesSlice {
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  private SalesSlice() {}

  /**
   * The partition of an item, from 0: its number, mixed by the finaliser of MurmurHash3, modulo
   * {@code partitions}.
   */
  static int partitionOf(int item, int partitions) {
    int hash = item;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return Math.floorMod(hash ^ (hash >>> 16), partitions);
  }

  /** Writes the sales of one partition's items, and flushes {@code target} without closing it. */
  public static void write(MonthlySales sales, int partition, int partitions, OutputStream target)
      throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target, BUFFER));
    out.writeByte(VERSION);
    for (int item = 1; item <= sales.items(); item++) {
      if (partitionOf(item, partitions) == partition) {
        write(out, sales, item);
      }
    }
    out.writeInt(0);
    out.flush();
  }

  private static void write(DataOutputStream out, MonthlySales sales, int item) throws IOException {
    int months = 0;
    for (int month = 0; month < SalesCalendar.MONTHS; month++) {
      months += sales.pieces(item, month) != 0 ? 1 : 0;
    }
    if (months == 0) {
      return;
    }
    out.writeInt(item);
    out.writeByte(months);
    for (int month = 0; month < SalesCalendar.MONTHS; month++) {
      if (sales.pieces(item, month) != 0) {
        out.writeByte(month);
        out.writeLong(sales.pieces(item, month));
      }
    }
  }

  /**
   * Adds a slice to the sums of {@code pieces}, by item; reads {@code source} to the slice's end,
   * perhaps beyond, and does not close it.
   *
   * @throws IOException where it is no whole slice, or cannot be read
   */
  static void addTo(SortedMap<Integer, long[]> pieces, InputStream source) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(source, BUFFER));
    try {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException(
            "a slice of sales should have version " + VERSION + ", found " + version);
      }
      for (int item = in.readInt(); item != 0; item = in.readInt()) {
        long[] sums = pieces.computeIfAbsent(item, _ -> new long[SalesCalendar.MONTHS]);
        for (int left = in.readUnsignedByte(); left > 0; left--) {
          int month = in.readUnsignedByte();
          if (month >= SalesCalendar.MONTHS) {
            throw new IOException(
                "a month of 0 to "
                    + (SalesCalendar.MONTHS - 1)
                    + " was expected in a slice, found "
                    + month);
          }
          sums[month] += in.readLong();
        }
      }
    } catch (EOFException e) {
      throw new IOException(
          "a whole slice of sales was expected, it ended early after " + pieces.size() + " items",
          e);
    }
  }
}
