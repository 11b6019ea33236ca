/**
 * The {@code pawl} command, where everything is put together. Begin with {@link
 * dev.pawl.app.PawlCommand}.
 */
@NullMarked
package dev.pawl.app;

import org.jspecify.annotations.NullMarked;
