/** The command, in this JVM and as processes of its own. */
@NullMarked
package dev.pawl.app;

import org.jspecify.annotations.NullMarked;
