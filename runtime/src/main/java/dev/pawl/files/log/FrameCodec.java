package dev.pawl.files.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes and checks the frames of one segment; a frame holds one event. The format is in
 * docs/reference/event-log-format.md. Not safe for use by several threads.
 */
final class FrameCodec {
  static final int HEADER = 40;

  /** The largest payload, in bytes. */
  static final int MAXIMUM_PAYLOAD = 64 << 20;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CRC32C checksum = new CRC32C();
  private final byte[] prefix = new byte[12];

  FrameCodec(long salt) {
    LONG.set(prefix, 0, salt);
  }

  /** Bytes that a payload of this length takes in a segment. */
  static int size(int payloadLength) {
    return (HEADER + payloadLength + 7) & -8;
  }

  /** Writes a frame, and returns where it ends. */
  int encode(byte[] target, int at, Batch batch, int index, int type, byte[] payload) {
    int length = HEADER + payload.length;
    int end = at + size(payload.length);
    INT.set(target, at, length);
    LONG.set(target, at + 8, batch.firstPosition() + index);
    LONG.set(target, at + 16, batch.number());
    INT.set(target, at + 24, index);
    INT.set(target, at + 28, batch.size());
    INT.set(target, at + 32, type);
    INT.set(target, at + 36, 0);
    System.arraycopy(payload, 0, target, at + HEADER, payload.length);
    Arrays.fill(target, at + length, end, (byte) 0);
    INT.set(target, at + 4, checksum(target, at, end));
    return end;
  }

  /**
   * The bytes from the beginning of this frame to the next, or 0 where its length cannot be right;
   * needs its first 4 bytes.
   */
  static int sizeAt(byte[] bytes, int at) {
    int length = (int) INT.get(bytes, at);
    return length < HEADER || length > HEADER + MAXIMUM_PAYLOAD ? 0 : size(length - HEADER);
  }

  /**
   * True where the checksum of a frame, all of whose bytes are there, is right, and its flags are
   * known.
   */
  boolean isValid(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 36) == 0
        && (int) INT.get(bytes, at + 4) == checksum(bytes, at, at + sizeAt(bytes, at));
  }

  static long position(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + 8);
  }

  /** The batch that a frame belongs to, by its own word. */
  static Batch batch(byte[] bytes, int at) {
    return new Batch(
        number(bytes, at), position(bytes, at) - index(bytes, at), (int) INT.get(bytes, at + 28));
  }

  static long number(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + 16);
  }

  static int index(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 24);
  }

  static int type(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 32);
  }

  static byte[] payload(byte[] bytes, int at) {
    return Arrays.copyOfRange(bytes, at + HEADER, at + (int) INT.get(bytes, at));
  }

  private int checksum(byte[] bytes, int at, int end) {
    System.arraycopy(bytes, at, prefix, 8, 4);
    checksum.reset();
    checksum.update(prefix, 0, prefix.length);
    checksum.update(bytes, at + 8, end - at - 8);
    return (int) checksum.getValue();
  }

  /**
   * Events that were appended together.
   *
   * @param number 1 for the first batch of a stream
   * @param firstPosition the position of its first event
   * @param size the number of its events
   */
  record Batch(long number, long firstPosition, int size) {}
}
