package dev.pawl.shuffle;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.Partition;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/**
 * Reads one partition of a shuffle: the slices that all combined blobs have for it, in the order of
 * the tasks that wrote them; empty ones are skipped. Each slice is streamed by range reads and
 * checked against its checksum: damage is {@link dev.pawl.spi.PortFailure.Corrupt} in place of the
 * stream's end, at the latest.
 *
 * <p>Memory: about 100 bytes for each combined blob, and a buffer of at most 1 MiB for each open
 * stream. Safe for use by many threads; a stream is not.
 */
public final class PartitionReader implements Iterable<InputStream> {
  private final Blobs blobs;
  private final List<Slice> slices;

  /** Reads the partition's row of the manifest. */
  public PartitionReader(Blobs blobs, Partition partition) {
    this.blobs = blobs;
    this.slices =
        ShuffleManifest.read(blobs, partition.manifest()).row(blobs, partition.index()).stream()
            .filter(slice -> slice.length() > 0)
            .toList();
  }

  /** The slices that are not empty. */
  public List<Slice> slices() {
    return slices;
  }

  /** Bytes of all slices together. */
  public long size() {
    return slices.stream().mapToLong(Slice::length).sum();
  }

  /** Streams one slice. */
  public InputStream open(Slice slice) {
    return new SliceInputStream(blobs, slice);
  }

  /** A stream for each slice that is not empty. */
  @Override
  public Iterator<InputStream> iterator() {
    return slices.stream().map(this::open).iterator();
  }
}
