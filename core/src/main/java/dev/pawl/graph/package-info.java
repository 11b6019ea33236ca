/** Placeholder. */
@NullMarked
package dev.pawl.graph;

import org.jspecify.annotations.NullMarked;
