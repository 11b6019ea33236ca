@NullMarked
package dev.pawl.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
