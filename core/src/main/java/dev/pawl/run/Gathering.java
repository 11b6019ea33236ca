package dev.pawl.run;

import dev.pawl.graph.Step;
import dev.pawl.run.Orchestration.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * How a long list is gathered into blobs: leaves take {@value Step.All#LARGEST_INLINE} elements
 * each, further levels as many results of the level below, until one is left. The tasks of all
 * levels share one numbering, leaves first and the root last.
 */
public final class Gathering {
  private Gathering() {}

  /** Whether a list of so many elements is gathered. */
  public static boolean needed(int width) {
    return width > Step.All.LARGEST_INLINE;
  }

  /**
   * What a gathering task takes.
   *
   * @param leaf whether it takes elements of the list, or results of other gathering tasks
   * @param from the first of them
   * @param to after the last of them
   */
  public record Inputs(boolean leaf, int from, int to) {}

  /** The inputs of one gathering task. */
  public static Inputs inputs(int width, int task) {
    int below = 0;
    int first = 0;
    int count = leaves(width);
    if (task < count) {
      return inputs(true, 0, width, task);
    }
    while (task >= first + count) {
      below = first;
      first += count;
      count = leaves(count);
    }
    return inputs(false, below, first - below, task - first);
  }

  private static Inputs inputs(boolean leaf, int below, int count, int place) {
    int from = place * Step.All.LARGEST_INLINE;
    return new Inputs(leaf, below + from, below + Math.min(count, from + Step.All.LARGEST_INLINE));
  }

  /** The task whose result stands for the whole list. */
  public static int root(int width) {
    List<Integer> levels = levels(width);
    return levels.get(levels.size() - 1) - 1;
  }

  static void react(Step.All all, TaskLedger ledger, List<Action> actions) {
    int id = all.id();
    if (!ledger.completed(all.source())) {
      return;
    }
    int width = ledger.doneCount(all.source()) + ledger.missing(all.source()).size();
    if (!needed(width)) {
      actions.add(new Action.Complete(id, IndexSet.empty()));
      return;
    }
    int start = 0;
    for (int end : levels(width)) {
      if (ledger.scheduledCount(id) == start && ledger.doneCount(id) == start) {
        actions.add(new Action.Schedule(id, IndexSet.range(start, end)));
        return;
      }
      start = end;
    }
    if (ledger.isDone(id, root(width))) {
      actions.add(new Action.Complete(id, IndexSet.empty()));
    }
  }

  /** Where each level ends. */
  private static List<Integer> levels(int width) {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    int count = width;
    do {
      count = leaves(count);
      end += count;
      ends.add(end);
    } while (count > 1);
    return ends;
  }

  private static int leaves(int count) {
    return (count + Step.All.LARGEST_INLINE - 1) / Step.All.LARGEST_INLINE;
  }
}
