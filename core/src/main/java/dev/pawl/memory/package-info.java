/**
 * The reference implementations of the ports, in the memory of one JVM; begin with {@link dev.pawl.memory.MemoryTaskQueue}.
 */
@NullMarked
package dev.pawl.memory;

import org.jspecify.annotations.NullMarked;
