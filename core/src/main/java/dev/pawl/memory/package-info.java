/** Placeholder. */
@NullMarked
package dev.pawl.memory;

import org.jspecify.annotations.NullMarked;
