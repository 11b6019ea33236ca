/** Temporal, on its test service in memory. */
@NullMarked
package dev.pawl.peers.temporal;

import org.jspecify.annotations.NullMarked;
