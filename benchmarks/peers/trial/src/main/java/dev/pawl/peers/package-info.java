/** What a program that Pawl is held against does: {@link dev.pawl.peers.Peer}. */
@NullMarked
package dev.pawl.peers;

import org.jspecify.annotations.NullMarked;
