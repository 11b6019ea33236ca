package dev.pawl.processing.groups;

import dev.pawl.spi.PortFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the index says of one group: CRC32C of the rest, length of the key and the key as JSON,
 * number of pieces and the pieces.
 */
record IndexEntry(byte[] key, List<Piece> pieces) {
  IndexEntry {
    pieces = List.copyOf(pieces);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0);
      out.writeInt(key.length);
      out.write(key);
      out.writeInt(pieces.size());
      for (Piece piece : pieces) {
        piece.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    byte[] entry = bytes.toByteArray();
    int crc = crc(entry);
    for (int i = 0; i < Integer.BYTES; i++) {
      entry[i] = (byte) (crc >>> (24 - 8 * i));
    }
    return entry;
  }

  /** Reads an entry; {@code place} says where it was found. */
  static IndexEntry of(byte[] entry, String place) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry))) {
      if (in.readInt() != crc(entry)) {
        throw new PortFailure.Corrupt(place + " should be as it was written, found other bytes");
      }
      byte[] key = in.readNBytes(in.readInt());
      int count = in.readInt();
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pieces.add(Piece.read(in));
      }
      return new IndexEntry(key, pieces);
    } catch (IOException e) {
      throw new PortFailure.Corrupt(place + " should be whole, found it cut short", e);
    }
  }

  private static int crc(byte[] entry) {
    CRC32C crc = new CRC32C();
    crc.update(entry, Integer.BYTES, Math.max(0, entry.length - Integer.BYTES));
    return (int) crc.getValue();
  }
}
