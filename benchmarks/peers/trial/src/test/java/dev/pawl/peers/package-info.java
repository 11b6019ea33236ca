@NullMarked
package dev.pawl.peers;

import org.jspecify.annotations.NullMarked;
