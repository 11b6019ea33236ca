/** The {@code pawl} command: the composition root. Begin with {@link dev.pawl.app.Main}. */
@NullMarked
package dev.pawl.app;

import org.jspecify.annotations.NullMarked;
