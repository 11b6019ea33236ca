package dev.pawl.run;

import dev.pawl.graph.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a plan can be carried out, and its edges as indexes. */
final class PlanCheck {
  private static final int MOST_TOLD = 10;

  private final Plan<?> plan;
  private final Map<String, Integer> indexes;
  private final Optional<String> problem;
  private IntLists parents = new IntLists(new int[0], new int[0]);

  /**
   * Checks a plan.
   *
   * @param mostParents that a node may have
   */
  PlanCheck(Plan<?> plan, int mostParents) {
    this.plan = plan;
    this.indexes = HashMap.newHashMap(plan.nodes().size());
    this.problem =
        repeated().or(this::unknown).or(() -> tooManyParents(mostParents)).or(this::cycle);
  }

  /** What should hold of the plan, and what was found; empty where it is sound. */
  Optional<String> problem() {
    return problem;
  }

  /** The parents of each node, by index. */
  IntLists parents() {
    return parents;
  }

  private Optional<String> repeated() {
    Map<String, Integer> times = new LinkedHashMap<>();
    for (int index = 0; index < plan.nodes().size(); index++) {
      String id = plan.nodes().get(index).id();
      if (indexes.putIfAbsent(id, index) != null) {
        times.merge(id, 2, (before, _) -> before + 1);
      }
    }
    return told(
        "have each id once",
        times.entrySet().stream()
            .map(entry -> "'" + entry.getKey() + "' " + entry.getValue() + " times"),
        times.size());
  }

  private Optional<String> unknown() {
    List<String> unknown = new ArrayList<>();
    int[] ends = new int[plan.nodes().size()];
    int[] edges = new int[plan.nodes().stream().mapToInt(node -> node.parents().size()).sum()];
    int edge = 0;
    for (int index = 0; index < ends.length; index++) {
      for (String parent : plan.nodes().get(index).parents()) {
        Integer known = indexes.get(parent);
        if (known == null) {
          unknown.add("'" + parent + "' of node '" + plan.nodes().get(index).id() + "'");
        }
        edges[edge++] = known == null ? 0 : known;
      }
      ends[index] = edge;
    }
    parents = new IntLists(edges, ends);
    return told("have each parent that it names", unknown.stream(), unknown.size());
  }

  private Optional<String> tooManyParents(int most) {
    List<String> found =
        plan.nodes().stream()
            .filter(node -> node.parents().size() > most)
            .map(node -> node.parents().size() + " of node '" + node.id() + "'")
            .toList();
    return told(
        "have at most " + most + " parents for a node (64 MiB by the step's resultLimit)",
        found.stream(),
        found.size());
  }

  private static Optional<String> told(String what, Stream<String> found, int count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            what
                + ", found "
                + found.limit(MOST_TOLD).collect(Collectors.joining(", "))
                + (count > MOST_TOLD ? " and " + (count - MOST_TOLD) + " more" : ""));
  }

  private Optional<String> cycle() {
    int[] waitsFor = waitsFor();
    for (int node = 0; node < waitsFor.length; node++) {
      if (waitsFor[node] > 0) {
        return Optional.of("have no cycle, found " + path(cycleFrom(node, waitsFor)));
      }
    }
    return Optional.empty();
  }

  /** How many parents of each node are left when all that can be carried out is. */
  private int[] waitsFor() {
    OpenPlan open = new OpenPlan(parents.size());
    open.add(parents);
    int[] waitsFor = new int[parents.size()];
    Arrays.fill(waitsFor, 1);
    for (IndexSet ready = open.ready(); !ready.isEmpty(); ready = open.ready()) {
      open.scheduled(ready);
      ready.forEach(node -> {
        waitsFor[node] = 0;
        open.confirmed(node);
      });
    }
    return waitsFor;
  }

  /**
   * A cycle that a node waits for, from parent to child, with its first node at its lowest index. A
   * node that is left has a parent that is left, so that the way up never ends.
   */
  private List<Integer> cycleFrom(int start, int[] waitsFor) {
    int[] placeOf = new int[waitsFor.length];
    List<Integer> way = new ArrayList<>();
    int node = start;
    while (placeOf[node] == 0) {
      way.add(node);
      placeOf[node] = way.size();
      node = leftParent(node, waitsFor);
    }
    List<Integer> cycle = new ArrayList<>(way.subList(placeOf[node] - 1, way.size()));
    Collections.reverse(cycle);
    Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
    return cycle;
  }

  private int leftParent(int node, int[] waitsFor) {
    int place = parents.start(node);
    while (waitsFor[parents.number(place)] == 0) {
      place++;
    }
    return parents.number(place);
  }

  private String path(List<Integer> cycle) {
    Stream<String> ids = cycle.stream().map(node -> plan.nodes().get(node).id());
    String left = cycle.size() > MOST_TOLD ? "… " + (cycle.size() - MOST_TOLD) + " more -> " : "";
    return ids.limit(MOST_TOLD).collect(Collectors.joining(" -> "))
        + " -> "
        + left
        + plan.nodes().get(cycle.get(0)).id();
  }
}
