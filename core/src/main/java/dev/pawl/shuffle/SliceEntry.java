package dev.pawl.shuffle;

import java.nio.ByteBuffer;

/**
 * Where a slice lies in its combined blob, as footers and manifests keep it: 20 bytes, big-endian.
 */
record SliceEntry(long offset, long length, int checksum) {
  static final int BYTES = 20;

  void write(ByteBuffer target) {
    target.putLong(offset).putLong(length).putInt(checksum);
  }

  static SliceEntry read(ByteBuffer source) {
    return new SliceEntry(source.getLong(), source.getLong(), source.getInt());
  }
}
