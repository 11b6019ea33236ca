package dev.pawl.files.log;

import java.io.IOException;

/**
 * A part of a file in memory that moves forward with the reading. Not safe for use by several
 * threads.
 */
final class Window {
  private final OpenFile file;
  private final int chunk;
  private byte[] bytes;
  private long start;
  private int length;

  Window(OpenFile file, int chunk) throws IOException {
    this.file = file;
    this.chunk = chunk;
    this.bytes = new byte[Math.clamp(file.size(), FrameCodec.HEADER, chunk)];
  }

  /**
   * True where the file has these bytes; they then lie in {@link #bytes} from {@link #index} on,
   * until the next call.
   */
  boolean has(long offset, int count) throws IOException {
    if (offset < start || offset + count > start + length) {
      if (count > bytes.length) {
        bytes = new byte[Math.max(count, chunk)];
      }
      start = offset;
      length = file.read(offset, bytes, 0, bytes.length);
    }
    return count <= length - (offset - start);
  }

  int index(long offset) {
    return (int) (offset - start);
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads the file again at the next call, for the sake of bytes that another process has written
   * meanwhile.
   */
  void forget() {
    length = 0;
  }
}
