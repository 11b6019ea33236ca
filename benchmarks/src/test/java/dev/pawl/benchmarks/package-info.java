@NullMarked
package dev.pawl.benchmarks;

import org.jspecify.annotations.NullMarked;
