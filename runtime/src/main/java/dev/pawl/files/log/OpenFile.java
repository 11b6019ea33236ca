package dev.pawl.files.log;

import java.io.Closeable;
import java.io.IOException;

/** An open file. Offsets and sizes are in bytes. */
public interface OpenFile extends Closeable {
  long size() throws IOException;

  /**
   * Reads until {@code length} bytes are there or the file ends; returns the number of bytes, 0 at
   * the end.
   */
  int read(long offset, byte[] target, int at, int length) throws IOException;

  void write(long offset, byte[] source, int at, int length) throws IOException;

  /** Makes the file larger, up to {@code newSize}, with zeros that take their place on the disk. */
  void preallocate(long newSize) throws IOException;

  /**
   * The same for a large piece that is about to be written as a whole: the space may be taken
   * without being written.
   */
  default void reserve(long newSize) throws IOException {
    preallocate(newSize);
  }

  void truncate(long newSize) throws IOException;

  /** Makes what was written durable, and the size that is needed to read it. */
  void force() throws IOException;
}
