package dev.pawl.run;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which nodes of a plan wait for which others. A result costs as much as its node has children,
 * however many nodes there are and however deep they lie.
 *
 * <p>Hot path: plain arrays, twelve bytes for a node and four for an edge.
 */
final class OpenPlan {
  private final int total;
  private int known;
  private int[] ends;
  private int[] parents = new int[16];

  /** Where the children of each node end in {@code children}; empty before the plan is whole. */
  private int[] childEnds = new int[0];

  private int[] children = new int[0];

  /** How many parents of each node have no result yet. */
  private int[] waitsFor = new int[0];

  private int[] ready = new int[16];
  private int readyCount;

  OpenPlan(int total) {
    this.total = total;
    this.ends = new int[Math.min(total, 4_096)];
  }

  /** Takes the parents of the next nodes. */
  void add(IntLists lists) {
    int length = known == 0 ? 0 : ends[known - 1];
    int edges = length + lists.length();
    if (edges > parents.length) {
      parents = Arrays.copyOf(parents, Math.max(edges, 2 * parents.length));
    }
    for (int place = 0; place < lists.length(); place++) {
      parents[length + place] = lists.number(place);
    }
    if (known + lists.size() > ends.length) {
      ends = Arrays.copyOf(ends, Math.max(known + lists.size(), Math.min(total, 2 * ends.length)));
    }
    for (int list = 0; list < lists.size(); list++) {
      ends[known++] = length + lists.end(list);
    }
    if (isWhole()) {
      turnRound();
    }
  }

  /** Makes lists of children of the lists of parents, which are of no use any more. */
  private void turnRound() {
    int edges = known == 0 ? 0 : ends[known - 1];
    childEnds = new int[total];
    children = new int[edges];
    waitsFor = new int[total];
    for (int edge = 0; edge < edges; edge++) {
      childEnds[parents[edge]]++;
    }
    int sum = 0;
    for (int node = 0; node < total; node++) {
      sum += childEnds[node];
      childEnds[node] = sum - childEnds[node];
    }
    int edge = 0;
    for (int node = 0; node < total; node++) {
      waitsFor[node] = ends[node] - edge;
      if (waitsFor[node] == 0) {
        addReady(node);
      }
      for (; edge < ends[node]; edge++) {
        children[childEnds[parents[edge]]++] = node;
      }
    }
    ends = new int[0];
    parents = new int[0];
  }

  private void addReady(int node) {
    if (readyCount == ready.length) {
      ready = Arrays.copyOf(ready, 2 * readyCount);
    }
    ready[readyCount++] = node;
  }

  /** How many nodes the plan has. */
  int total() {
    return total;
  }

  /** How many of them are recorded. */
  int known() {
    return known;
  }

  /** Whether all nodes are recorded. */
  boolean isWhole() {
    return known == total;
  }

  /** The result of a node is there, for the first time. */
  void confirmed(int node) {
    for (int place = node == 0 ? 0 : childEnds[node - 1]; place < childEnds[node]; place++) {
      int child = children[place];
      if (--waitsFor[child] == 0) {
        addReady(child);
      }
    }
  }

  /** Tasks of these nodes were scheduled. */
  void scheduled(IndexSet nodes) {
    Arrays.sort(ready, 0, readyCount);
    int kept = 0;
    int run = 0;
    for (int i = 0; i < readyCount; i++) {
      while (run < nodes.runs() && nodes.runEnd(run) <= ready[i]) {
        run++;
      }
      if (run == nodes.runs() || ready[i] < nodes.runStart(run)) {
        ready[kept++] = ready[i];
      }
    }
    readyCount = kept;
    if (kept == 0 && ready.length > 4_096) {
      ready = new int[16];
    }
  }

  /** Nodes whose parents all have results, and that are not scheduled. */
  IndexSet ready() {
    int[] sorted = Arrays.copyOf(ready, readyCount);
    Arrays.sort(sorted);
    return IndexSet.ofSorted(sorted, readyCount);
  }

  /** All that the state holds, for comparing. */
  @Override
  public String toString() {
    int edges = known == 0 || isWhole() ? 0 : ends[known - 1];
    int[] first = IntStream.range(0, isWhole() ? 0 : known).map(i -> ends[i]).toArray();
    return known
        + "/"
        + total
        + " ends "
        + Arrays.toString(first)
        + " parents "
        + Arrays.toString(Arrays.copyOf(parents, edges))
        + " children "
        + Arrays.toString(childEnds)
        + Arrays.toString(children)
        + " waits "
        + Arrays.toString(waitsFor)
        + " ready "
        + ready();
  }
}
