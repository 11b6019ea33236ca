package dev.pawl.files;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.PortFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * A stream that throws {@link PortFailure.Corrupt} in place of its end where its bytes are not
 * those of the reference.
 */
final class CheckedBlobStream extends FilterInputStream {
  private final BlobRef blob;
  private final Runnable whole;
  private final CRC32C crc = new CRC32C();
  private long read;

  /** Checks a stream, and runs {@code whole} when its end was reached and all was right. */
  CheckedBlobStream(InputStream stream, BlobRef blob, Runnable whole) {
    super(stream);
    this.blob = blob;
    this.whole = whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = in.read(target, offset, length);
    if (count > 0) {
      crc.update(target, offset, count);
      read += count;
    } else if (count < 0) {
      requireWhole();
    }
    return count;
  }

  private void requireWhole() {
    String checksum = BlobRef.checksum(crc);
    if (read != blob.size() || !checksum.equals(blob.checksum())) {
      throw new PortFailure.Corrupt(
          "blob "
              + blob.key()
              + " should have "
              + blob.size()
              + " bytes with checksum "
              + blob.checksum()
              + ", found "
              + read
              + " with "
              + checksum);
    }
    whole.run();
  }

  /** Reads the bytes that it passes over, so that they are checked too. */
  @Override
  public long skip(long wanted) throws IOException {
    byte[] skipped = new byte[Math.clamp(wanted, 0, 8192)];
    long done = 0;
    while (done < wanted) {
      int count = read(skipped, 0, (int) Math.min(skipped.length, wanted - done));
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
