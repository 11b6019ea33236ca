package dev.pawl.shuffle;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The index of a shuffle: for each of P partitions the slices of all M combined blobs, so that a
 * partition is found by one range read of its row.
 *
 * <p>Format, all numbers big-endian, never changed:
 *
 * <ol>
 *   <li>the letters {@code PAWLSHF1} (8 bytes), P (4), M (4), the length of the list of blobs (4),
 *       and the CRC32C of these (4);
 *   <li>the list of blobs: for each its size (8), the eight characters of its checksum, the length
 *       of its key (2) and the key in UTF-8; then the CRC32C of the list (4);
 *   <li>P rows of M entries (offset 8, length 8, CRC32C 4), in the order of the list, each row
 *       followed by its CRC32C (4).
 * </ol>
 */
public final class ShuffleManifest {
  private static final long MAGIC = 0x5041574C_53484631L; // PAWLSHF1
  private static final int HEADER = 24;
  private static final int LIKELY_LIST = 64 << 10;
  private static final long BAND_BYTES = 64L << 20;

  private final BlobRef manifest;
  private final int parts;
  private final List<BlobRef> sources;
  private final long rows;

  private ShuffleManifest(BlobRef manifest, int parts, List<BlobRef> sources, long rows) {
    this.manifest = manifest;
    this.parts = parts;
    this.sources = List.copyOf(sources);
    this.rows = rows;
  }

  /**
   * Reads the footers of combined blobs and writes their manifest, in bands of partitions of about
   * 64 MiB, so that memory stays bounded. Commits the blob, but does not close the writer.
   *
   * @param parts the number of slices that each blob has
   * @throws PortFailure.Invalid where a blob has another number of slices
   * @throws PortFailure.Corrupt where a footer is damaged
   */
  public static BlobRef write(Blobs blobs, List<BlobRef> combined, int parts, BlobWriter target)
      throws IOException {
    return write(blobs, combined, parts, target, BAND_BYTES);
  }

  static BlobRef write(
      Blobs blobs, List<BlobRef> combined, int parts, BlobWriter target, long bandBytes)
      throws IOException {
    writeHead(combined, parts, target);
    long perBlock = Math.max(1L, combined.size()) * CombinedFooter.BLOCK * SliceEntry.BYTES;
    int band = (int) Math.min(parts, Math.max(1, bandBytes / perBlock) * CombinedFooter.BLOCK);
    for (int from = 0; from < parts; from += band) {
      writeBand(blobs, combined, parts, from, Math.min(parts, from + band), target);
    }
    return target.commit();
  }

  private static void writeHead(List<BlobRef> combined, int parts, BlobWriter target)
      throws IOException {
    int length = 0;
    List<byte[]> keys = new ArrayList<>();
    for (BlobRef blob : combined) {
      byte[] key = blob.key().getBytes(StandardCharsets.UTF_8);
      keys.add(key);
      length = Math.addExact(length, 18 + key.length);
    }
    ByteBuffer head = ByteBuffer.allocate(HEADER + length + Integer.BYTES);
    head.putLong(MAGIC).putInt(parts).putInt(combined.size()).putInt(length);
    head.putInt(CombinedFooter.checksum(head.array(), 0, HEADER - Integer.BYTES));
    for (int i = 0; i < keys.size(); i++) {
      BlobRef blob = combined.get(i);
      head.putLong(blob.size()).put(blob.checksum().getBytes(StandardCharsets.US_ASCII));
      head.putShort((short) keys.get(i).length).put(keys.get(i));
    }
    head.putInt(CombinedFooter.checksum(head.array(), HEADER, length));
    target.write(head.array());
  }

  private static void writeBand(
      Blobs blobs, List<BlobRef> combined, int parts, int from, int to, BlobWriter target)
      throws IOException {
    int rowBytes = combined.size() * SliceEntry.BYTES;
    byte[][] band = new byte[to - from][rowBytes];
    for (int source = 0; source < combined.size(); source++) {
      SliceEntry[] entries = CombinedFooter.read(blobs, combined.get(source), parts, from, to);
      for (int row = 0; row < entries.length; row++) {
        entries[row].write(ByteBuffer.wrap(band[row]).position(source * SliceEntry.BYTES));
      }
    }
    for (byte[] row : band) {
      target.write(row);
      target.write(
          ByteBuffer.allocate(Integer.BYTES)
              .putInt(CombinedFooter.checksum(row, 0, rowBytes))
              .array());
    }
  }

  /** Reads the head of a manifest, usually by one range read. */
  public static ShuffleManifest read(Blobs blobs, BlobRef manifest) {
    int first = (int) Math.min(manifest.size(), HEADER + LIKELY_LIST);
    ByteBuffer bytes = ByteBuffer.wrap(blobs.readRange(manifest, 0, first));
    require(manifest, first >= HEADER && bytes.getLong() == MAGIC, "it should begin with PAWLSHF1");
    int parts = bytes.getInt();
    int count = bytes.getInt();
    int length = bytes.getInt();
    int expected = CombinedFooter.checksum(bytes.array(), 0, HEADER - Integer.BYTES);
    require(manifest, bytes.getInt() == expected, "its header has another checksum");
    if (first < HEADER + length + Integer.BYTES) {
      bytes = ByteBuffer.wrap(blobs.readRange(manifest, HEADER, length + Integer.BYTES));
    } else {
      bytes = bytes.slice(HEADER, length + Integer.BYTES);
    }
    int sum = CombinedFooter.checksum(bytes.array(), bytes.arrayOffset(), length);
    require(manifest, bytes.getInt(length) == sum, "its list of blobs has another checksum");
    List<BlobRef> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(blobRef(bytes));
    }
    return new ShuffleManifest(manifest, parts, sources, HEADER + length + Integer.BYTES);
  }

  private static BlobRef blobRef(ByteBuffer bytes) {
    long size = bytes.getLong();
    byte[] checksum = new byte[8];
    bytes.get(checksum);
    byte[] key = new byte[bytes.getShort()];
    bytes.get(key);
    return new BlobRef(
        new String(key, StandardCharsets.UTF_8),
        size,
        new String(checksum, StandardCharsets.US_ASCII));
  }

  /** The number of partitions. */
  public int parts() {
    return parts;
  }

  /** The combined blobs. */
  public List<BlobRef> sources() {
    return sources;
  }

  /**
   * The slices of one partition, one for each combined blob and in their order, by one range read.
   *
   * @throws PortFailure.Invalid where the partition does not exist
   * @throws PortFailure.Corrupt where the row is damaged
   */
  public List<Slice> row(Blobs blobs, int partition) {
    if (partition < 0 || partition >= parts) {
      throw new PortFailure.Invalid(
          "a partition of "
              + manifest.key()
              + " should be 0 to "
              + (parts - 1)
              + ", found "
              + partition);
    }
    int length = sources.size() * SliceEntry.BYTES;
    long start = rows + (long) partition * (length + Integer.BYTES);
    ByteBuffer bytes = ByteBuffer.wrap(blobs.readRange(manifest, start, length + Integer.BYTES));
    int sum = CombinedFooter.checksum(bytes.array(), 0, length);
    require(
        manifest,
        bytes.getInt(length) == sum,
        "the row of partition " + partition + " has another checksum");
    List<Slice> slices = new ArrayList<>(sources.size());
    for (BlobRef source : sources) {
      SliceEntry entry = SliceEntry.read(bytes);
      slices.add(new Slice(source, entry.offset(), entry.length(), entry.checksum()));
    }
    return slices;
  }

  private static void require(BlobRef manifest, boolean holds, String what) {
    if (!holds) {
      throw new PortFailure.Corrupt(
          "the shuffle manifest " + manifest.key() + " is damaged: " + what);
    }
  }
}
