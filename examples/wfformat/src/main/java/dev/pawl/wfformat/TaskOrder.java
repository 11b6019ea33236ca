package dev.pawl.wfformat;

import dev.pawl.graph.PermanentFailure;
import dev.pawl.wfformat.Workflow.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The order of a workflow's tasks: each after its parents. */
final class TaskOrder {
  private static final int MOST_TOLD = 10;

  private final Workflow workflow;
  private final List<Task> tasks;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final int[][] parents;
  private final int[] levels;
  private final int[] order;

  /**
   * Puts tasks in order.
   *
   * @throws PermanentFailure where an id is there twice, a parent is not there, or there is a cycle
   */
  TaskOrder(Workflow workflow) {
    this.workflow = workflow;
    this.tasks = workflow.tasks();
    for (Task task : tasks) {
      if (indexes.putIfAbsent(task.id(), indexes.size()) != null) {
        throw refuse("ids of tasks should be unique, found '" + task.id() + "' twice");
      }
    }
    this.parents = tasks.stream().map(this::parents).toArray(int[][]::new);
    this.levels = new int[tasks.size()];
    this.order = order();
  }

  private int[] parents(Task task) {
    return task.parents().stream()
        .distinct()
        .mapToInt(parent -> {
          Integer index = indexes.get(parent);
          if (index == null) {
            throw refuse(
                "parents should be ids of tasks, found '"
                    + parent
                    + "' of task '"
                    + task.id()
                    + "', which is none");
          }
          return index;
        })
        .toArray();
  }

  private int[] order() {
    int[] waitsFor = Arrays.stream(parents).mapToInt(list -> list.length).toArray();
    List<List<Integer>> children = new ArrayList<>();
    tasks.forEach(_ -> children.add(new ArrayList<>()));
    for (int task = 0; task < parents.length; task++) {
      for (int parent : parents[task]) {
        children.get(parent).add(task);
      }
    }
    int[] found = new int[tasks.size()];
    int count = 0;
    for (int task = 0; task < found.length; task++) {
      if (waitsFor[task] == 0) {
        found[count++] = task;
      }
    }
    for (int place = 0; place < count; place++) {
      for (int child : children.get(found[place])) {
        levels[child] = Math.max(levels[child], levels[found[place]] + 1);
        if (--waitsFor[child] == 0) {
          found[count++] = child;
        }
      }
    }
    if (count < found.length) {
      throw refuse("tasks should have no cycle, found " + cycle(waitsFor));
    }
    return found;
  }

  /** From parent to child; a task that waits has a parent that waits, so that the way up ends. */
  private String cycle(int[] waitsFor) {
    List<Integer> way = new ArrayList<>();
    int task = 0;
    while (waitsFor[task] == 0) {
      task++;
    }
    BitSet seen = new BitSet();
    while (!seen.get(task)) {
      seen.set(task);
      way.add(task);
      task =
          Arrays.stream(parents[task]).filter(one -> waitsFor[one] > 0).findFirst().orElseThrow();
    }
    List<Integer> cycle = new ArrayList<>(way.subList(way.indexOf(task), way.size()));
    Collections.reverse(cycle);
    String told =
        cycle.stream()
            .limit(MOST_TOLD)
            .map(one -> tasks.get(one).id())
            .collect(Collectors.joining(" -> "));
    String more = cycle.size() > MOST_TOLD ? " -> … " + (cycle.size() - MOST_TOLD) + " more" : "";
    return told + more + " -> " + tasks.get(cycle.get(0)).id();
  }

  private PermanentFailure refuse(String what) {
    return new PermanentFailure("file " + workflow.file() + ": " + what);
  }

  /** Seconds of the longest way along parents. */
  double criticalPath() {
    double[] ends = new double[tasks.size()];
    double longest = 0;
    for (int task : order) {
      double begin = 0;
      for (int parent : parents[task]) {
        begin = Math.max(begin, ends[parent]);
      }
      ends[task] = begin + tasks.get(task).seconds();
      longest = Math.max(longest, ends[task]);
    }
    return longest;
  }

  /** Seconds of all tasks together. */
  double totalWork() {
    return tasks.stream().mapToDouble(Task::seconds).sum();
  }

  /** Index of a task that is there. */
  int index(String id) {
    return Objects.requireNonNull(indexes.get(id));
  }

  boolean isParent(int parent, int of) {
    return Arrays.stream(parents[of]).anyMatch(one -> one == parent);
  }

  /** Whether a task is a parent, a parent's parent and so on. */
  boolean isAncestor(int ancestor, int of) {
    BitSet seen = new BitSet();
    int[] open = new int[] {of};
    for (int count = 1; count > 0; ) {
      for (int parent : parents[open[--count]]) {
        if (parent == ancestor) {
          return true;
        }
        // Whatever lies no deeper than the one that is looked for has it not above itself.
        if (levels[parent] > levels[ancestor] && !seen.get(parent)) {
          seen.set(parent);
          open = count == open.length ? Arrays.copyOf(open, 2 * count) : open;
          open[count++] = parent;
        }
      }
    }
    return false;
  }
}
