/**
 * Measures what the engine itself costs: real, durable runs of tasks that do nothing, audited from
 * outside. Begin with {@link dev.pawl.app.bench.Bench}.
 */
@NullMarked
package dev.pawl.app.bench;

import org.jspecify.annotations.NullMarked;
