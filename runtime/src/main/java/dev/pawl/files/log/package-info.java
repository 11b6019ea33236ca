/**
 * Event streams in files of this machine. Begin with {@link dev.pawl.files.log.FileEventStore};
 * {@link dev.pawl.files.log.HomeLock} keeps a second orchestrator out of the same folder.
 */
@NullMarked
package dev.pawl.files.log;

import org.jspecify.annotations.NullMarked;
