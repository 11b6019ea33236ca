/**
 * Whole programs, run as processes in turn and measured from outside; and the page made of what was
 * measured. Begin with {@link dev.pawl.benchmarks.programs.Measuring}.
 */
@NullMarked
package dev.pawl.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
