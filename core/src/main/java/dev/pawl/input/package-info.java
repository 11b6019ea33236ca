/**
 * Files outside Pawl that runs read, pinned so that a change is noticed. Begin with {@link
 * dev.pawl.input.PinnedFiles}.
 */
@NullMarked
package dev.pawl.input;

import org.jspecify.annotations.NullMarked;
