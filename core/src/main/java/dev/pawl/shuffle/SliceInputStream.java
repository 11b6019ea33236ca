package dev.pawl.shuffle;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.PortFailure;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32C;

/** Streams a slice by range reads, and checks it at the end. */
final class SliceInputStream extends InputStream {
  private static final int LARGEST_READ = 1 << 20;

  private final Blobs blobs;
  private final Slice slice;
  private final CRC32C checksum = new CRC32C();
  private byte[] buffer = new byte[0];
  private int used;
  private long fetched;

  SliceInputStream(Blobs blobs, Slice slice) {
    this.blobs = blobs;
    this.slice = slice;
  }

  @Override
  public int read() {
    return fill() ? buffer[used++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.length - used);
    System.arraycopy(buffer, used, target, offset, count);
    used += count;
    return count;
  }

  @Override
  public int available() {
    return buffer.length - used;
  }

  /** The last bytes are given only after the checksum of all was found right. */
  private boolean fill() {
    if (used < buffer.length) {
      return true;
    }
    long left = slice.length() - fetched;
    if (left == 0) {
      return false;
    }
    buffer =
        blobs.readRange(slice.blob(), slice.offset() + fetched, (int) Math.min(left, LARGEST_READ));
    used = 0;
    fetched += buffer.length;
    checksum.update(buffer);
    if (fetched == slice.length() && (int) checksum.getValue() != slice.checksum()) {
      buffer = new byte[0];
      throw new PortFailure.Corrupt(
          "the slice of "
              + slice.length()
              + " bytes at "
              + slice.offset()
              + " of combined blob "
              + slice.blob().key()
              + " should have checksum "
              + Integer.toHexString(slice.checksum())
              + ", found "
              + Integer.toHexString((int) checksum.getValue()));
    }
    return true;
  }
}
