/**
 * The ports that a deployment implements, and their failures. Begin with {@link
 * dev.pawl.spi.EventStore}, {@link dev.pawl.spi.TaskQueue} and {@link dev.pawl.spi.BlobStore}.
 */
@NullMarked
package dev.pawl.spi;

import org.jspecify.annotations.NullMarked;
