package dev.pawl.input;

import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Gives the bytes of a pinned file, and fails in place of the end where they are not those that
 * were pinned.
 */
final class PinnedStream extends FilterInputStream {
  private final InputFile file;
  private final Path path;
  private final MessageDigest digest = PinnedFiles.sha256();
  private long given;
  private boolean verified;

  PinnedStream(InputStream source, InputFile file, Path path) {
    super(source);
    this.file = file;
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
      given += count;
    } else if (count < 0 && !verified) {
      verify();
    }
    return count;
  }

  /** Reads what is skipped: the checksum needs all bytes. */
  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[8192];
    long left = count;
    while (left > 0) {
      int read = read(skipped, 0, (int) Math.min(skipped.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return Math.max(0, count - left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (!verified) {
      PinnedFiles.requireSize(file, path);
    }
  }

  private void verify() {
    String found = HexFormat.of().formatHex(digest.digest());
    verified = true;
    if (given != file.size() || !found.equals(file.sha256())) {
      throw new PermanentFailure(
          "input file "
              + path
              + " changed since the run started: expected "
              + file.size()
              + " bytes with SHA-256 "
              + file.sha256()
              + ", found "
              + given
              + " with "
              + found);
    }
  }
}
