package dev.pawl.testkit.faults;

import dev.pawl.spi.PortFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives out a wrong first byte, and {@link PortFailure.Corrupt} in place of the end. */
final class DamagedStream extends FilterInputStream {
  private final String key;
  private boolean begun;

  DamagedStream(InputStream stream, String key) {
    super(stream);
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = in.read(target, offset, length);
    if (count < 0) {
      throw new PortFailure.Corrupt("blob " + key + " was made to be damaged");
    }
    if (count > 0 && !begun) {
      begun = true;
      target[offset] ^= 1;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
