package dev.pawl.run;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@link GraphOrchestration} keeps for a run: elements that became ready, and how far
 * functions have come.
 */
final class GraphState {
  /** By step. */
  Progress[] steps = new Progress[0];

  /**
   * Steps that are not complete and one of whose sources has begun, or whose signal has come: only
   * they can have anything to do, so that a commit costs as much in a graph of ten thousand steps
   * as in one of ten.
   */
  final BitSet open = new BitSet();

  /** Progress of one step. */
  static final class Progress {
    /** Elements whose sources are there, and that are neither scheduled nor made yet. */
    final BitSet ready = new BitSet();

    /**
     * Fan-out: the element of the source that is next. Fold: the same. Repeat: how many rounds
     * followed the first.
     */
    int parent;

    /** Fan-out: how many values of that element are made. */
    int ordinal;

    /** Dag: its plan, null before the first part of it is recorded. */
    @Nullable OpenPlan plan;

    /**
     * Fold: whether an accumulator is recorded. Choice: whether it is made. Repeat: whether its
     * predicate held.
     */
    boolean decided;

    /** Choice: the side. */
    boolean side;

    @Override
    public String toString() {
      return ready
          + " "
          + parent
          + "."
          + ordinal
          + (decided ? " " + side : "")
          + (plan == null ? "" : " " + plan);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(steps) + " open " + open;
  }
}
