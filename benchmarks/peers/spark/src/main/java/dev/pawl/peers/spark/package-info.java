/** Spark, in one JVM. */
@NullMarked
package dev.pawl.peers.spark;

import org.jspecify.annotations.NullMarked;
