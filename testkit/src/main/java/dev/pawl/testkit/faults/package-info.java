/**
 * Wrappers that make a port misbehave within its contract, from one seed. Begin with {@link
 * dev.pawl.testkit.faults.FaultyTaskQueue}.
 */
@NullMarked
package dev.pawl.testkit.faults;

import org.jspecify.annotations.NullMarked;
