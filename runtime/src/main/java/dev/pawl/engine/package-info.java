/**
 * Everything put together in one process: for the command, and for services that embed Pawl. Begin
 * with {@link dev.pawl.engine.Engine}.
 */
@NullMarked
package dev.pawl.engine;

import org.jspecify.annotations.NullMarked;
