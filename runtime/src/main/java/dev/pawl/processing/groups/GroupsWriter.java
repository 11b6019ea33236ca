package dev.pawl.processing.groups;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.Group;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.Codec;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts values into groups of equal keys and writes them to blobs, in memory that is bounded
 * whatever the values are: they are sorted by key and number, through temporary files where they
 * are many, and written group after group; then the groups are sorted by the number of their first
 * value. One huge group takes no more memory than many small ones.
 *
 * <p>The index blob: the entries of the groups ({@link IndexEntry}), the offset of each entry and
 * of the end of the last (8 bytes each), the table of the blobs that hold values (JSON), and a
 * trailer of the table's length (4 bytes) and the number of groups (4 bytes). Numbers are
 * big-endian.
 *
 * <p>Not safe for use by several threads.
 */
public final class GroupsWriter implements AutoCloseable {
  private final Blobs blobs;
  private final Codec codec;
  private final RowSorter values;
  private final RowSorter groups;
  private int number;

  /**
   * A writer without values.
   *
   * @param memory about how many bytes it may take; the rest goes to temporary files
   */
  public GroupsWriter(Blobs blobs, Codec codec, long memory) {
    this.blobs = blobs;
    this.codec = codec;
    this.values = new RowSorter(memory / 2);
    this.groups = new RowSorter(memory / 2);
  }

  /** Adds the next value, both as JSON. */
  public void add(byte[] key, byte[] value) throws IOException, InterruptedException {
    values.add(key, number++, value);
  }

  /** Whether there was more than memory may hold. */
  public boolean spilled() {
    return values.spilled() || groups.spilled();
  }

  /** Writes all groups, in the order in which their keys first appeared. */
  public Group.Index write() throws IOException, InterruptedException {
    List<BlobRef> table;
    try (PieceWriter pieces = new PieceWriter(blobs)) {
      OneGroup group = new OneGroup(pieces);
      values.forEach(group::take);
      group.end();
      table = pieces.commit();
    }
    return writeIndex(table);
  }

  private Group.Index writeIndex(List<BlobRef> table) throws IOException, InterruptedException {
    try (BlobWriter blob = blobs.create("index");
        DataOutputStream out = new DataOutputStream(blob);
        RowSorter offsets = new RowSorter(1 << 20)) {
      long[] end = {0};
      int[] count = {0};
      groups.forEach(row -> {
        offsets.add(new byte[0], count[0]++, ByteBuffer.allocate(8).putLong(end[0]).array());
        out.write(row.value());
        end[0] += row.value().length;
      });
      offsets.forEach(row -> out.write(row.value()));
      out.writeLong(end[0]);
      byte[] refs = codec.encode(table, GroupsReader.TABLE);
      out.write(refs);
      out.writeInt(refs.length);
      out.writeInt(count[0]);
      out.flush();
      return new Group.Index(count[0], blob.commit());
    }
  }

  @Override
  public void close() throws IOException {
    values.close();
    groups.close();
  }

  /** Takes rows in the order of their keys. */
  private final class OneGroup {
    private final PieceWriter writer;
    private final List<Piece> pieces = new ArrayList<>();
    private byte @Nullable [] key;
    private int first;

    OneGroup(PieceWriter writer) {
      this.writer = writer;
    }

    void take(RowSorter.Row row) throws IOException, InterruptedException {
      if (!Arrays.equals(key, row.key())) {
        end();
        key = row.key();
        first = row.number();
      }
      add(writer.add(row.value()));
    }

    void end() throws IOException, InterruptedException {
      byte[] known = key;
      if (known != null) {
        add(writer.end());
        byte[] place = ByteBuffer.allocate(Integer.BYTES).putInt(first).array();
        groups.add(place, 0, new IndexEntry(known, pieces).bytes());
        pieces.clear();
      }
    }

    private void add(@Nullable Piece piece) {
      if (piece != null) {
        pieces.add(piece);
      }
    }
  }
}
