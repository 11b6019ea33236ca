package dev.pawl.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C over all that an event is, so that a row that was changed or moved is told. */
final class Checksum {
  private Checksum() {}

  static int of(String stream, long position, int type, byte[] payload) {
    CRC32C sum = new CRC32C();
    sum.update(stream.getBytes(StandardCharsets.US_ASCII));
    for (int shift = 56; shift >= 0; shift -= 8) {
      sum.update((int) (position >>> shift) & 0xff);
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      sum.update(type >>> shift & 0xff);
    }
    sum.update(payload);
    return (int) sum.getValue();
  }
}
