@NullMarked
package dev.pawl.app.soak;

import org.jspecify.annotations.NullMarked;
