/**
 * JMH benchmarks of the parts that a task goes through, each beside a limit of the machine where
 * there is one. Begin with {@link dev.pawl.benchmarks.DeciderBenchmark}.
 */
@NullMarked
package dev.pawl.benchmarks;

import org.jspecify.annotations.NullMarked;
