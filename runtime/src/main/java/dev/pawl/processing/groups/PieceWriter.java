package dev.pawl.processing.groups;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of groups, one after the other, as pieces into blobs of some size. Not safe for
 * use by several threads.
 */
final class PieceWriter implements AutoCloseable {
  /** A blob that is larger gets no further pieces. */
  private static final long ENOUGH_BYTES = 64L << 20;

  private final Blobs blobs;
  private final List<BlobRef> written = new ArrayList<>();
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private int count;
  private @Nullable BlobWriter open;
  private long offset;

  PieceWriter(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Adds a value, as JSON; gives the piece that it completes, or null. */
  @Nullable Piece add(byte[] value) throws IOException {
    piece.write(count == 0 ? '[' : ',');
    piece.writeBytes(value);
    count++;
    return count == Piece.MOST_VALUES ? end() : null;
  }

  /** Writes the values that wait as a piece; null where none does. */
  @Nullable Piece end() throws IOException {
    if (count == 0) {
      return null;
    }
    piece.write(']');
    byte[] bytes = piece.toByteArray();
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    BlobWriter writer = open;
    if (writer == null) {
      writer = blobs.create("values-" + written.size());
      open = writer;
      offset = 0;
    }
    writer.write(bytes);
    Piece made = new Piece(written.size(), offset, bytes.length, count, (int) crc.getValue());
    offset += bytes.length;
    piece.reset();
    count = 0;
    if (offset >= ENOUGH_BYTES) {
      commit(writer);
    }
    return made;
  }

  private void commit(BlobWriter writer) throws IOException {
    written.add(writer.commit());
    writer.close();
    open = null;
  }

  /** All blobs, in the order of their places. */
  List<BlobRef> commit() throws IOException {
    if (open != null) {
      commit(open);
    }
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
