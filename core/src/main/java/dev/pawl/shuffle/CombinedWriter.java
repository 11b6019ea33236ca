package dev.pawl.shuffle;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Writes one combined blob: a slice of bytes for each partition, in the order of the partitions,
 * then a footer that says where they are. M tasks that exchange data with P tasks write M blobs in
 * this way, not M × P.
 *
 * <p>Format, all numbers big-endian, never changed:
 *
 * <ol>
 *   <li>the bytes of the slices, one after the other;
 *   <li>blocks of at most 256 entries, one entry for each slice (offset 8 bytes, length 8, CRC32C
 *       4), each block followed by the CRC32C of its entries (4 bytes);
 *   <li>the number of slices (4 bytes), the CRC32C of that number (4), and the letters {@code
 *       PAWLCMB1} (8).
 * </ol>
 *
 * <p>Memory: 20 bytes for each partition. Not safe for use by several threads. Close it in every
 * case; only {@link #commit} makes the blob appear.
 */
public final class CombinedWriter implements Closeable {
  private final BlobWriter target;
  private final CombinedFooter footer;
  private final CRC32C checksum = new CRC32C();
  private int begun;
  private long written;
  private long sliceStart;

  /**
   * Begins a combined blob.
   *
   * @param target where to write; this writer commits and closes it
   * @param parts number of partitions, at least 1
   */
  public CombinedWriter(BlobWriter target, int parts) {
    this.target = target;
    this.footer = new CombinedFooter(parts);
  }

  /**
   * Begins the slice of the next partition, and ends the one before. Closing the stream is not
   * needed.
   */
  public OutputStream nextSlice() {
    return slice(begun);
  }

  /**
   * Begins the slice of a partition, and ends the one before; the partitions between them get empty
   * slices.
   *
   * @throws IllegalArgumentException where the partition does not exist, or its slice was begun
   *     before
   */
  public OutputStream slice(int partition) {
    if (partition < begun || partition >= footer.parts()) {
      throw new IllegalArgumentException(
          "the next slice should be of partition "
              + begun
              + " to "
              + (footer.parts() - 1)
              + ", found "
              + partition);
    }
    while (begun <= partition) {
      endSlice();
      begun++;
    }
    return new SliceStream(partition);
  }

  /**
   * Writes the footer and makes the blob appear; partitions that were not written have empty
   * slices.
   */
  public BlobRef commit() throws IOException {
    while (begun < footer.parts()) {
      endSlice();
      begun++;
    }
    endSlice();
    target.write(footer.toBytes());
    return target.commit();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }

  private void endSlice() {
    if (begun > 0) {
      footer.set(
          begun - 1, new SliceEntry(sliceStart, written - sliceStart, (int) checksum.getValue()));
    }
    sliceStart = written;
    checksum.reset();
  }

  private final class SliceStream extends OutputStream {
    private final int partition;

    SliceStream(int partition) {
      this.partition = partition;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      if (partition != begun - 1) {
        throw new IOException(
            "the slice of partition "
                + partition
                + " has ended, for that of "
                + (begun - 1)
                + " was begun");
      }
      target.write(source, offset, length);
      checksum.update(source, offset, length);
      written += length;
    }
  }
}
