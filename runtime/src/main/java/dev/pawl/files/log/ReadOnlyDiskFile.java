package dev.pawl.files.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file for reading on any thread: a RandomAccessFile, because an interrupt does not close it. For
 * one thread at a time.
 */
final class ReadOnlyDiskFile implements OpenFile {
  private final RandomAccessFile file;

  ReadOnlyDiskFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public int read(long offset, byte[] target, int at, int length) throws IOException {
    file.seek(offset);
    int done = 0;
    while (done < length) {
      int read = file.read(target, at + done, length - done);
      if (read < 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  @Override
  public void write(long offset, byte[] source, int at, int length) {
    throw readOnly();
  }

  @Override
  public void preallocate(long newSize) {
    throw readOnly();
  }

  @Override
  public void truncate(long newSize) {
    throw readOnly();
  }

  @Override
  public void force() {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("this file was opened for reading");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
