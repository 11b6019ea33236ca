package dev.pawl.processing.groups;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.Group;
import dev.pawl.graph.Step;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads groups that a {@link GroupsWriter} wrote. Stateless, for use by many threads. */
public final class GroupsReader {
  /** The type of the index's table of blobs. */
  static final Type TABLE = Table.class.getRecordComponents()[0].getGenericType();

  private static final int TRAILER = 2 * Integer.BYTES;

  private record Table(List<BlobRef> list) {}

  private GroupsReader() {}

  /**
   * One group; its values are read when they are asked for.
   *
   * @throws PortFailure.Corrupt where the index is not as it was written
   */
  public static Group<?, ?> read(
      Blobs blobs, Codec codec, Step.Grouping step, Group.Reference reference) {
    BlobRef index = reference.index();
    ByteBuffer trailer = range(blobs, index, index.size() - TRAILER, TRAILER);
    int tableLength = trailer.getInt();
    int groups = trailer.getInt();
    if (reference.group() < 0 || reference.group() >= groups) {
      throw new PortFailure.Corrupt(
          "blob "
              + index.key()
              + " should hold group "
              + reference.group()
              + ", found "
              + groups
              + " groups");
    }
    long table = index.size() - TRAILER - tableLength;
    long place = table - (long) Long.BYTES * (groups + 1 - reference.group());
    ByteBuffer offsets = range(blobs, index, place, 2 * Long.BYTES);
    long from = offsets.getLong();
    long length = offsets.getLong() - from;
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw damaged(index, "an entry of " + length + " bytes");
    }
    IndexEntry entry =
        IndexEntry.of(
            range(blobs, index, from, (int) length).array(),
            "group " + reference.group() + " of blob " + index.key());
    @SuppressWarnings("unchecked")
    List<BlobRef> values =
        (List<BlobRef>) codec.decode(range(blobs, index, table, tableLength).array(), TABLE);
    return new Group<>(
        codec.decode(entry.key(), step.key()),
        new GroupValues(blobs, codec, step.values(), values, entry.pieces()));
  }

  private static ByteBuffer range(Blobs blobs, BlobRef index, long offset, int length) {
    if (offset < 0 || length < 0 || offset > index.size() - length) {
      throw damaged(index, "a range of " + length + " bytes at " + offset);
    }
    return ByteBuffer.wrap(blobs.readRange(index, offset, length));
  }

  private static PortFailure.Corrupt damaged(BlobRef index, String found) {
    return new PortFailure.Corrupt(
        "blob "
            + index.key()
            + " should be an index of groups within its "
            + index.size()
            + " bytes, found "
            + found);
  }
}
