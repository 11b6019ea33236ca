/**
 * What travels and what is kept: events, messages and values as bytes. Begin with {@link
 * dev.pawl.wire.Message}.
 */
@NullMarked
package dev.pawl.wire;

import org.jspecify.annotations.NullMarked;
