package dev.pawl.files.log;

import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a segment; the format is in
 * docs/reference/event-log-format.md.
 *
 * @param logId the same in all segments of a stream, and in no other
 * @param number 1 for the first segment of a stream
 * @param firstPosition the position of the first event in this segment
 * @param firstBatch the number of the first batch in this segment
 * @param epoch the epoch of the owner that writes this segment
 * @param salt a random number that every checksum of this segment covers
 * @param previousEnd where the segment before this one ends, in bytes; 0 in the first segment
 */
record SegmentHeader(
    UUID logId,
    long number,
    long firstPosition,
    long firstBatch,
    long epoch,
    long salt,
    long previousEnd) {
  static final int BYTES = 4096;

  private static final long MAGIC =
      ByteBuffer.wrap("PAWL-LOG".getBytes(StandardCharsets.US_ASCII))
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong();
  private static final int VERSION = 1;
  private static final int CHECKSUM_AT = BYTES - 4;

  byte[] encode() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(MAGIC).putInt(VERSION).putInt(VERSION);
    buffer.putLong(logId.getMostSignificantBits()).putLong(logId.getLeastSignificantBits());
    buffer
        .putLong(number)
        .putLong(firstPosition)
        .putLong(firstBatch)
        .putLong(epoch)
        .putLong(salt)
        .putLong(previousEnd);
    buffer.putInt(CHECKSUM_AT, checksum(bytes));
    return bytes;
  }

  /** Whether a file begins with this header. */
  boolean isIn(OpenFile file) throws IOException {
    byte[] found = new byte[BYTES];
    return file.read(0, found, 0, BYTES) == BYTES && Arrays.equals(found, encode());
  }

  /**
   * Reads a header.
   *
   * @param where names the file in messages
   * @throws PortFailure.Corrupt where the bytes are no header
   * @throws PortFailure.Invalid where a newer version wrote the segment, and said that this one
   *     cannot read it
   */
  static SegmentHeader decode(byte[] bytes, int length, String where) {
    if (length < BYTES) {
      throw new PortFailure.Corrupt(
          where
              + ": a segment should begin with a header of "
              + BYTES
              + " bytes, found "
              + length
              + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getLong() != MAGIC || buffer.getInt(CHECKSUM_AT) != checksum(bytes)) {
      throw new PortFailure.Corrupt(
          where
              + ": a segment should begin with a header that has the right checksum, found other bytes");
    }
    int version = buffer.getInt();
    int minimumReader = buffer.getInt();
    if (minimumReader > VERSION) {
      throw new PortFailure.Invalid(
          where
              + ": should have a format that readers of version "
              + VERSION
              + " can read, found version "
              + version
              + ", which needs a reader of version "
              + minimumReader);
    }
    UUID logId = new UUID(buffer.getLong(), buffer.getLong());
    return new SegmentHeader(
        logId,
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong());
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, CHECKSUM_AT);
    return (int) checksum.getValue();
  }
}
