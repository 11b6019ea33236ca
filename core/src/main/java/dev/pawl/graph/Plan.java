package dev.pawl.graph;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a {@link Graph#dag} is to do: nodes, and which of them come before which. The order of the
 * list gives the nodes their indexes and means nothing else. Immutable.
 *
 * @param nodes with ids of which none is there twice
 * @param <N> type of what a node is about
 */
public record Plan<N>(List<Node<N>> nodes) {
  public Plan {
    nodes = List.copyOf(nodes);
  }

  /**
   * One task of the plan.
   *
   * @param id unique within the plan, at least one character
   * @param value what the node is about
   * @param parents ids of the nodes whose results it takes, in this order; one that is named twice
   *     counts once
   */
  public record Node<N>(String id, N value, List<String> parents) {
    public Node {
      if (id.isEmpty()) {
        throw new IllegalArgumentException("the id of a node should have a character, found none");
      }
      parents = List.copyOf(new LinkedHashSet<>(parents));
    }
  }
}
