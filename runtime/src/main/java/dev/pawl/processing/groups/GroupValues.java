package dev.pawl.processing.groups;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.zip.CRC32C;

/**
 * The values of a group, read from blobs piece by piece: one piece is in memory. Going through it
 * in order reads each piece once; any order works. Safe for use by many threads.
 */
final class GroupValues extends AbstractList<Object> implements RandomAccess {
  private final Blobs blobs;
  private final Codec codec;
  private final Type listType;
  private final List<BlobRef> table;
  private final List<Piece> pieces;

  /** Index of the first value of each piece, and behind them how many values there are. */
  private final int[] starts;

  private volatile Loaded loaded = new Loaded(0, List.of());

  private record Loaded(int from, List<?> values) {}

  GroupValues(Blobs blobs, Codec codec, Type listType, List<BlobRef> table, List<Piece> pieces) {
    this.blobs = blobs;
    this.codec = codec;
    this.listType = listType;
    this.table = table;
    this.pieces = pieces;
    this.starts = new int[pieces.size() + 1];
    for (int i = 0; i < pieces.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], pieces.get(i).count());
    }
  }

  @Override
  public int size() {
    return starts[pieces.size()];
  }

  @Override
  public Object get(int index) {
    Loaded known = loaded;
    int place = index - known.from;
    if (place < 0 || place >= known.values.size()) {
      known = load(Objects.checkIndex(index, size()));
      place = index - known.from;
    }
    return known.values.get(place);
  }

  private Loaded load(int index) {
    int found = Arrays.binarySearch(starts, index);
    int number = found >= 0 ? found : -found - 2;
    Piece piece = pieces.get(number);
    BlobRef blob = table.get(piece.blob());
    byte[] bytes = blobs.readRange(blob, piece.offset(), piece.length());
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    if ((int) crc.getValue() != piece.crc()) {
      throw new PortFailure.Corrupt(
          "blob "
              + blob.key()
              + " should be as it was written, found other bytes from "
              + piece.offset()
              + " on");
    }
    List<?> values = (List<?>) codec.decode(bytes, listType);
    if (values.size() != piece.count()) {
      throw new PortFailure.Corrupt(
          "blob "
              + blob.key()
              + " should hold "
              + piece.count()
              + " values at "
              + piece.offset()
              + ", found "
              + values.size());
    }
    Loaded made = new Loaded(starts[number], values);
    loaded = made;
    return made;
  }
}
