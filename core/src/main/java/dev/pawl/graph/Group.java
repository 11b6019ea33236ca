package dev.pawl.graph;

import dev.pawl.spi.BlobRef;
import java.util.List;

/**
 * The values of a {@link Graph#groupBy} that have one key.
 *
 * @param key two keys are the same where their JSON is
 * @param values in the order of their indexes, at least one. Where a worker gives it, it is read
 *     from blobs piece by piece, at most 1,000 values of it are in memory, it is valid as long as
 *     the task, and a piece that cannot be read is a {@link dev.pawl.spi.PortFailure}. Not copied:
 *     a group may be larger than memory
 */
public record Group<K, T>(K key, List<T> values) {

  /**
   * What the grouping task made: all groups of one step.
   *
   * @param groups how many
   * @param blob where each of them lies
   */
  public record Index(int groups, BlobRef blob) {}

  /**
   * What stands for a group in messages and in the log.
   *
   * @param index the blob of the {@link Index}
   * @param group its number, from 0, in the order in which keys first appeared
   */
  public record Reference(BlobRef index, int group) {}
}
