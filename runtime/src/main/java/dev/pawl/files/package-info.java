/**
 * Event streams in files of this machine. Begin with {@link dev.pawl.files.FileEventStore}; {@link dev.pawl.files.HomeLock}
 * keeps a second orchestrator out of the same folder.
 */
@NullMarked
package dev.pawl.files;

import org.jspecify.annotations.NullMarked;
