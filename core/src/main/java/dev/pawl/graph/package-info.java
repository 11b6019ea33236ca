/**
 * How a process is written: a typed graph of steps. Begin with {@link
 * dev.pawl.graph.ProcessDefinition} and {@link dev.pawl.graph.TaskHandler}.
 */
@NullMarked
package dev.pawl.graph;

import org.jspecify.annotations.NullMarked;
