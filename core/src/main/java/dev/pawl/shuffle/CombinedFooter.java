package dev.pawl.shuffle;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.PortFailure;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The footer of a combined blob; {@link CombinedWriter} describes the format. */
final class CombinedFooter {
  static final int BLOCK = 256;
  private static final long MAGIC = 0x5041574C_434D4231L; // PAWLCMB1
  private static final int TAIL = 16;
  private static final int BLOCK_BYTES = BLOCK * SliceEntry.BYTES + Integer.BYTES;

  private final int parts;
  private final ByteBuffer entries;

  CombinedFooter(int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException(
          "a combined blob should have 1 part or more, found " + parts);
    }
    this.parts = parts;
    this.entries = ByteBuffer.allocate(Math.multiplyExact(parts, SliceEntry.BYTES));
  }

  int parts() {
    return parts;
  }

  void set(int part, SliceEntry entry) {
    entry.write(entries.position(part * SliceEntry.BYTES));
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(length(parts));
    for (int from = 0; from < parts; from += BLOCK) {
      int length = Math.min(BLOCK, parts - from) * SliceEntry.BYTES;
      bytes.put(entries.array(), from * SliceEntry.BYTES, length);
      bytes.putInt(checksum(entries.array(), from * SliceEntry.BYTES, length));
    }
    int count = bytes.position();
    bytes.putInt(parts).putInt(checksum(bytes.array(), count, Integer.BYTES)).putLong(MAGIC);
    return bytes.array();
  }

  /**
   * Reads the entries of the parts from {@code from} (a multiple of {@link #BLOCK}) to below {@code
   * to}, by one range read, or two where the tail of the footer is not among them.
   */
  static SliceEntry[] read(Blobs blobs, BlobRef blob, int parts, int from, int to) {
    boolean toTheEnd = to == parts;
    long data = blob.size() - length(parts);
    if (data < 0 || !toTheEnd) {
      requireTail(blob, parts, tail(blobs, blob));
    }
    if (data < 0) {
      throw new PortFailure.Corrupt(
          "combined blob "
              + blob.key()
              + " should have more than "
              + length(parts)
              + " bytes, found "
              + blob.size());
    }
    int start = from / BLOCK * BLOCK_BYTES;
    int length = bytesOfBlocks(to - from) + (toTheEnd ? TAIL : 0);
    ByteBuffer bytes = ByteBuffer.wrap(blobs.readRange(blob, data + start, length));
    if (toTheEnd) {
      requireTail(blob, parts, bytes.slice(length - TAIL, TAIL));
    }
    SliceEntry[] entries = new SliceEntry[to - from];
    for (int done = 0; done < entries.length; done += BLOCK) {
      readBlock(blob, data, bytes, entries, done);
    }
    return entries;
  }

  private static void readBlock(
      BlobRef blob, long data, ByteBuffer bytes, SliceEntry[] entries, int done) {
    int count = Math.min(BLOCK, entries.length - done);
    int expected =
        checksum(bytes.array(), bytes.arrayOffset() + bytes.position(), count * SliceEntry.BYTES);
    for (int i = done; i < done + count; i++) {
      entries[i] = SliceEntry.read(bytes);
    }
    if (bytes.getInt() != expected) {
      throw new PortFailure.Corrupt(
          "the footer of combined blob "
              + blob.key()
              + " is damaged: a block of entries has another checksum");
    }
    for (int i = done; i < done + count; i++) {
      SliceEntry entry = entries[i];
      if (entry.offset() < 0 || entry.length() < 0 || entry.length() > data - entry.offset()) {
        throw new PortFailure.Corrupt(
            "a slice of combined blob "
                + blob.key()
                + " should lie within its first "
                + data
                + " bytes, found "
                + entry);
      }
    }
  }

  private static ByteBuffer tail(Blobs blobs, BlobRef blob) {
    int length = (int) Math.min(TAIL, blob.size());
    return ByteBuffer.wrap(blobs.readRange(blob, blob.size() - length, length));
  }

  private static void requireTail(BlobRef blob, int parts, ByteBuffer tail) {
    if (tail.remaining() < TAIL || tail.getLong(8) != MAGIC) {
      throw new PortFailure.Corrupt(
          "blob "
              + blob.key()
              + " should be a combined blob and end with PAWLCMB1, found something else");
    }
    int count = tail.getInt(0);
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
    if (tail.getInt(4) != checksum(number, 0, number.length)) {
      throw new PortFailure.Corrupt(
          "the footer of combined blob "
              + blob.key()
              + " is damaged: its count has another checksum");
    }
    if (count != parts) {
      throw new PortFailure.Invalid(
          "combined blob " + blob.key() + " should have " + parts + " slices, found " + count);
    }
  }

  private static int length(int parts) {
    return bytesOfBlocks(parts) + TAIL;
  }

  private static int bytesOfBlocks(int parts) {
    int blocks = (parts + BLOCK - 1) / BLOCK;
    return Math.addExact(Math.multiplyExact(parts, SliceEntry.BYTES), blocks * Integer.BYTES);
  }

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
