package dev.pawl.files.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file behind a channel. Only threads that nobody interrupts may use it: an interrupt closes a
 * channel.
 */
final class DiskFile implements OpenFile {
  private static final byte[] ZEROS = new byte[64 << 10];

  private final Path path;
  private final FileChannel channel;

  DiskFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(long offset, byte[] target, int at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, at, length);
    while (buffer.hasRemaining()
        && channel.read(buffer, offset + length - buffer.remaining()) > 0) {}
    return length - buffer.remaining();
  }

  @Override
  public void write(long offset, byte[] source, int at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(source, at, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer, offset + length - buffer.remaining());
    }
  }

  @Override
  public void preallocate(long newSize) throws IOException {
    for (long size = channel.size(); size < newSize; size += ZEROS.length) {
      write(size, ZEROS, 0, (int) Math.min(ZEROS.length, newSize - size));
    }
  }

  @Override
  public void reserve(long newSize) throws IOException {
    long size = channel.size();
    if (newSize > size && !Reservation.reserve(path, size, newSize)) {
      preallocate(newSize);
    }
  }

  @Override
  public void truncate(long newSize) throws IOException {
    channel.truncate(newSize);
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
