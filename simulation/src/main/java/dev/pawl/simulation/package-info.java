/**
 * Whole deployments in one thread, on a virtual clock, from one seed, with everything going wrong
 * that may. Begin with {@link dev.pawl.simulation.Simulation}.
 */
@NullMarked
package dev.pawl.simulation;

import org.jspecify.annotations.NullMarked;
