/**
 * Data exchanged between the tasks of two steps without a shuffle service. Begin with {@link
 * dev.pawl.shuffle.CombinedWriter} where data is written, and {@link
 * dev.pawl.shuffle.PartitionReader} where it is read.
 */
@NullMarked
package dev.pawl.shuffle;

import org.jspecify.annotations.NullMarked;
