package dev.pawl.app.drawing;

import dev.pawl.app.drawing.Drawing.Edge;
import dev.pawl.app.drawing.Drawing.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Nodes in layers, sources above what uses them, with a stand-in in each layer that a long edge
 * passes, ordered so that few edges cross (barycentres, after Sugiyama, Tagawa and Toda 1981).
 *
 * @param order places of each layer, from left to right; places beyond the nodes are stand-ins
 * @param layerOf layer of each place
 * @param paths places that each edge of {@link #downwards} passes, both ends included
 */
record Layers(List<List<Integer>> order, int[] layerOf, List<List<Integer>> paths) {
  private static final int SWEEPS = 12;

  static Layers of(Drawing drawing) {
    int nodes = drawing.nodes().size();
    int[] depth = new int[nodes];
    for (int round = 0; round < nodes; round++) {
      for (Edge edge : downwards(drawing)) {
        depth[edge.to()] = Math.max(depth[edge.to()], depth[edge.from()] + 1);
      }
    }
    List<Integer> layers = new ArrayList<>(Arrays.stream(depth).boxed().toList());
    List<List<Integer>> paths = new ArrayList<>();
    for (Edge edge : downwards(drawing)) {
      List<Integer> path = new ArrayList<>(List.of(edge.from()));
      for (int layer = depth[edge.from()] + 1; layer < depth[edge.to()]; layer++) {
        path.add(layers.size());
        layers.add(layer);
      }
      path.add(edge.to());
      paths.add(path);
    }
    int[] layerOf = layers.stream().mapToInt(Integer::intValue).toArray();
    return new Layers(ordered(layerOf, paths), layerOf, paths);
  }

  /** The edges that paths are given for, in their order. */
  static List<Edge> downwards(Drawing drawing) {
    return drawing.edges().stream().filter(edge -> edge.flow() != Flow.AGAIN).toList();
  }

  private static List<List<Integer>> ordered(int[] layerOf, List<List<Integer>> paths) {
    List<List<Integer>> order = new ArrayList<>();
    for (int place = 0; place < layerOf.length; place++) {
      while (order.size() <= layerOf[place]) {
        order.add(new ArrayList<>());
      }
      order.get(layerOf[place]).add(place);
    }
    List<List<Integer>> above = neighbours(layerOf.length, paths, false);
    List<List<Integer>> below = neighbours(layerOf.length, paths, true);
    List<List<Integer>> best = copy(order);
    int fewest = crossings(order, below);
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 1; i < order.size(); i++) {
        int layer = down ? i : order.size() - 1 - i;
        sort(order.get(layer), order.get(down ? layer - 1 : layer + 1), down ? above : below);
      }
      int found = crossings(order, below);
      if (found < fewest) {
        fewest = found;
        best = copy(order);
      }
    }
    return best;
  }

  private static List<List<Integer>> copy(List<List<Integer>> order) {
    List<List<Integer>> copy = new ArrayList<>();
    order.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private static void sort(
      List<Integer> layer, List<Integer> fixed, List<List<Integer>> neighbours) {
    List<Integer> before = List.copyOf(layer);
    layer.sort(
        Comparator.comparingDouble(place ->
            neighbours.get(place).stream()
                .mapToInt(fixed::indexOf)
                .average()
                .orElse(before.indexOf(place))));
  }

  private static int crossings(List<List<Integer>> order, List<List<Integer>> below) {
    int crossings = 0;
    for (int layer = 0; layer + 1 < order.size(); layer++) {
      List<Integer> next = order.get(layer + 1);
      List<Integer> ends = new ArrayList<>();
      for (int place : order.get(layer)) {
        ends.addAll(below.get(place).stream().map(next::indexOf).sorted().toList());
      }
      for (int i = 0; i < ends.size(); i++) {
        for (int j = i + 1; j < ends.size(); j++) {
          crossings += ends.get(i) > ends.get(j) ? 1 : 0;
        }
      }
    }
    return crossings;
  }

  /** Places that a place is joined to, in the layer above or below. */
  static List<List<Integer>> neighbours(int places, List<List<Integer>> paths, boolean below) {
    List<List<Integer>> neighbours = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      neighbours.add(new ArrayList<>());
    }
    for (List<Integer> path : paths) {
      for (int i = 0; i + 1 < path.size(); i++) {
        int from = path.get(below ? i : i + 1);
        neighbours.get(from).add(path.get(below ? i + 1 : i));
      }
    }
    return neighbours;
  }
}
