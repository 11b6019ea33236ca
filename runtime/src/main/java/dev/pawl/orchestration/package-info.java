/**
 * The orchestration context: one thread that owns runs, and what stands around it. Begin with
 * {@link dev.pawl.orchestration.Orchestrator}.
 */
@NullMarked
package dev.pawl.orchestration;

import org.jspecify.annotations.NullMarked;
