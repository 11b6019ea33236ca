package dev.pawl.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the task of a node gets. Immutable.
 *
 * @param id of the node
 * @param value as the plan has it
 * @param parents results of its parents by their ids, in the order in which the node names them
 * @param <N> type of what a node is about
 * @param <R> type of the results
 */
public record NodeInput<N, R>(String id, N value, Map<String, R> parents) {
  public NodeInput {
    parents = Collections.unmodifiableMap(new LinkedHashMap<>(parents));
  }
}
