package dev.pawl.files;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of messages that were sent together. Layout, big-endian:
 *
 * <pre>
 * header   magic "PAWLMSG1" (8), format version (4), number of messages (4)
 * table    for each message: offset (8), length (4), CRC32C over index, length and body (4)
 * bodies
 * </pre>
 */
final class Envelope {
  static final int VERSION = 1;

  /**
   * Most messages of one envelope; below the number of links that file systems allow to one file.
   */
  static final int MOST = 1_000;

  private static final byte[] MAGIC = "PAWLMSG1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16;
  private static final int ENTRY = 16;

  private Envelope() {}

  /** What cannot be read as a message, and why. */
  static final class Unreadable extends Exception {
    Unreadable(String reason) {
      super(reason);
    }
  }

  static void write(Path file, List<byte[]> messages, boolean durable) throws IOException {
    PrivateFiles.createFile(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
      data.write(MAGIC);
      data.writeInt(VERSION);
      data.writeInt(messages.size());
      long offset = HEADER + (long) ENTRY * messages.size();
      for (int i = 0; i < messages.size(); i++) {
        byte[] body = messages.get(i);
        data.writeLong(offset);
        data.writeInt(body.length);
        data.writeInt(checksum(i, body));
        offset += body.length;
      }
      for (byte[] body : messages) {
        data.write(body);
      }
      data.flush();
      if (durable) {
        out.getFD().sync();
      }
    }
  }

  /**
   * Reads one message; a file that is not what was written is {@link Unreadable}. An interrupt does
   * not disturb it.
   */
  static byte[] read(Path file, int index) throws IOException, Unreadable {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unreadable("a message should be a regular file");
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      requireHeader(in, size, index);
      byte[] entryBytes = new byte[ENTRY];
      in.seek(HEADER + (long) ENTRY * index);
      in.readFully(entryBytes);
      ByteBuffer entry = ByteBuffer.wrap(entryBytes);
      long offset = entry.getLong();
      int length = entry.getInt();
      if (offset < HEADER || length < 0 || length > size - offset) {
        throw new Unreadable(
            "message "
                + index
                + " should lie within "
                + size
                + " bytes, found "
                + length
                + " from "
                + offset);
      }
      byte[] body = new byte[length];
      in.seek(offset);
      in.readFully(body);
      int stored = entry.getInt();
      if (checksum(index, body) != stored) {
        throw new Unreadable(
            "checksum of message "
                + index
                + " should be %08x, found %08x".formatted(stored, checksum(index, body)));
      }
      return body;
    }
  }

  private static void requireHeader(RandomAccessFile in, long size, int index)
      throws IOException, Unreadable {
    if (size < HEADER) {
      throw new Unreadable(
          "a message file should have at least " + HEADER + " bytes, found " + size);
    }
    byte[] header = new byte[HEADER];
    in.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    byte[] magic = new byte[MAGIC.length];
    fields.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new Unreadable("a message file should begin with PAWLMSG1");
    }
    int version = fields.getInt();
    if (version != VERSION) {
      throw new Unreadable("the format version should be " + VERSION + ", found " + version);
    }
    int number = fields.getInt();
    if (index >= number || HEADER + (long) ENTRY * number > size) {
      throw new Unreadable(
          "message "
              + index
              + " should be one of those in its file, found "
              + number
              + " in "
              + size
              + " bytes");
    }
  }

  private static int checksum(int index, byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putInt(index).putInt(body.length).flip());
    crc.update(body);
    return (int) crc.getValue();
  }
}
