/**
 * The reference implementations of the ports, in the memory of one JVM. Begin with {@link
 * dev.pawl.memory.MemoryTaskQueue}, {@link dev.pawl.memory.MemoryBlobStore} and {@link
 * dev.pawl.memory.MemoryEventStore}.
 */
@NullMarked
package dev.pawl.memory;

import org.jspecify.annotations.NullMarked;
