/** Orchestrator and worker together, in one thread and on a clock of the test's own. */
@NullMarked
package dev.pawl.spine;

import org.jspecify.annotations.NullMarked;
