package dev.pawl.processing.groups;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Where some values of a group lie: a JSON array in one of the index's blobs.
 *
 * @param blob its place in the index's table of blobs
 * @param count of the values in it
 * @param crc CRC32C of its bytes
 */
record Piece(int blob, long offset, int length, int count, int crc) {
  /** A piece has at most so many values. */
  static final int MOST_VALUES = 1_000;

  void write(DataOutputStream out) throws IOException {
    out.writeInt(blob);
    out.writeLong(offset);
    out.writeInt(length);
    out.writeInt(count);
    out.writeInt(crc);
  }

  static Piece read(DataInputStream in) throws IOException {
    return new Piece(in.readInt(), in.readLong(), in.readInt(), in.readInt(), in.readInt());
  }
}
