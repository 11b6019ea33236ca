package dev.pawl.wordcount;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.spi.BlobRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Where the chunks of a file lie: rows of offset (8 bytes), length (4) and CRC32C (4), big-endian.
 * The checksums let each chunk be read alone and still be checked against the file that was pinned.
 */
final class ChunkTable {
  private static final int ROW = 16;

  private ChunkTable() {}

  record Row(long offset, int length, int crc) {}

  static BlobRef write(Blobs blobs, List<Row> rows) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows.size() * ROW);
    rows.forEach(row -> bytes.putLong(row.offset()).putInt(row.length()).putInt(row.crc()));
    return blobs.write("chunks", bytes.array());
  }

  /** The bytes of one chunk. */
  static byte[] read(Blobs blobs, InputFile file, BlobRef table, int index) throws IOException {
    ByteBuffer row = ByteBuffer.wrap(blobs.readRange(table, (long) index * ROW, ROW));
    long offset = row.getLong();
    byte[] bytes = new byte[row.getInt()];
    int expected = row.getInt();
    try (RandomAccessFile source = new RandomAccessFile(file.path(), "r")) {
      if (source.length() != file.size()) {
        throw changed(file, "a size of " + file.size() + " bytes", "" + source.length());
      }
      source.seek(offset);
      source.readFully(bytes);
    }
    int found = crc(bytes, bytes.length);
    if (found != expected) {
      throw changed(
          file,
          String.format("CRC32C %08x of %d bytes at %d", expected, bytes.length, offset),
          String.format("%08x", found));
    }
    return bytes;
  }

  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static PermanentFailure changed(InputFile file, String expected, String found) {
    return new PermanentFailure(
        "input file "
            + file.path()
            + " changed since the run started: expected "
            + expected
            + ", found "
            + found);
  }
}
