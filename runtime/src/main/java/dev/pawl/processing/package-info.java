/**
 * The side that works: takes tasks from the queue, runs their handlers over blobs, and reports.
 * Begin with {@link dev.pawl.processing.Worker}.
 */
@NullMarked
package dev.pawl.processing;

import org.jspecify.annotations.NullMarked;
