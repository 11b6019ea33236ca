package dev.pawl.graph;

import dev.pawl.spi.BlobRef;

/**
 * One partition of a {@link Graph#shuffle}.
 *
 * @param manifest lists, for each partition, the slices of all combined blobs; see {@link
 *     ShuffleManifest}
 * @param index of the partition, from 0
 */
public record Partition(BlobRef manifest, int index) {}
