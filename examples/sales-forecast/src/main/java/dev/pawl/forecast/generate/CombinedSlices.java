package dev.pawl.forecast.generate;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * All slices of one chunk in one stream, in the order of their partitions, so that a shuffle of M
 * chunks and P partitions makes M blobs and not M x P. A reader that knows a slice's place reads
 * just that range.
 *
 * <p>Format, big-endian: the slices' bytes, one after the other; the index, for each slice offset
 * (long), length (long) and CRC32C (int); the tail of {@value #TAIL} bytes: number of slices (int),
 * CRC32C of the index (int), magic number "SLIX" (int).
 */
public final class CombinedSlices {
  /** The number of bytes at the end that say how long the index before them is. */
  public static final int TAIL = 12;

  private static final int MAGIC = 0x534c4958;
  private static final int ENTRY = 20;

  private CombinedSlices() {}

  /**
   * The place of a slice in its stream.
   *
   * @param offset in bytes from the stream's start
   * @param length in bytes
   * @param crc32c of these bytes
   */
  public record Slice(long offset, long length, int crc32c) {

    /**
     * Checks the bytes that were read from this place.
     *
     * @throws IOException where they are not those that were written
     */
    public byte[] verified(byte[] bytes) throws IOException {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      if (bytes.length != length || (int) crc.getValue() != crc32c) {
        throw new IOException(
            "a slice of %d bytes with CRC32C %08x was expected at %d, found %d bytes with %08x"
                .formatted(length, crc32c, offset, bytes.length, (int) crc.getValue()));
      }
      return bytes;
    }
  }

  /**
   * Writes all slices and their index, flushes {@code target} without closing it, and gives the
   * index. Holds one slice.
   */
  public static List<Slice> write(MonthlySales sales, int partitions, OutputStream target)
      throws IOException {
    OutputStream out = new BufferedOutputStream(target, 1 << 16);
    List<Slice> slices = new ArrayList<>(partitions);
    long offset = 0;
    for (int partition = 0; partition < partitions; partition++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      SalesSlice.write(sales, partition, partitions, bytes);
      slices.add(new Slice(offset, bytes.size(), crc(bytes.toByteArray())));
      bytes.writeTo(out);
      offset += bytes.size();
    }
    byte[] index = indexBytes(slices);
    out.write(index);
    DataOutputStream tail = new DataOutputStream(out);
    tail.writeInt(slices.size());
    tail.writeInt(crc(index));
    tail.writeInt(MAGIC);
    tail.flush();
    return List.copyOf(slices);
  }

  /** The number of bytes that the index takes which stands before {@code tail}. */
  public static int indexLength(byte[] tail) throws IOException {
    DataInputStream in = tailStream(tail);
    return Math.multiplyExact(in.readInt(), ENTRY);
  }

  /**
   * Reads the index from its bytes and the tail's.
   *
   * @throws IOException where they are damaged
   */
  public static List<Slice> readIndex(byte[] index, byte[] tail) throws IOException {
    DataInputStream last = tailStream(tail);
    int count = last.readInt();
    if (index.length != count * ENTRY || crc(index) != last.readInt()) {
      throw new IOException(
          "the index of "
              + count
              + " slices was expected, found "
              + index.length
              + " bytes that are not it");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(index));
    List<Slice> slices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slices.add(new Slice(in.readLong(), in.readLong(), in.readInt()));
    }
    return List.copyOf(slices);
  }

  private static DataInputStream tailStream(byte[] tail) throws IOException {
    if (tail.length != TAIL) {
      throw new IOException("a tail of " + TAIL + " bytes was expected, found " + tail.length);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(tail));
    int count = in.readInt();
    in.readInt();
    int magic = in.readInt();
    if (magic != MAGIC || count < 0) {
      throw new IOException(
          "combined slices should end in %08x, found %08x".formatted(MAGIC, magic));
    }
    in.reset();
    return in;
  }

  private static byte[] indexBytes(List<Slice> slices) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(slices.size() * ENTRY);
    DataOutputStream out = new DataOutputStream(bytes);
    for (Slice slice : slices) {
      out.writeLong(slice.offset());
      out.writeLong(slice.length());
      out.writeInt(slice.crc32c());
    }
    return bytes.toByteArray();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
