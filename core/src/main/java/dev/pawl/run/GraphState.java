package dev.pawl.run;

import java.util.BitSet;

/**
 * What {@link GraphOrchestration} keeps for a run: elements that became ready, and how far
 * functions have come.
 */
final class GraphState {
  /** By step. */
  Progress[] steps = new Progress[0];

  /** Progress of one step. */
  static final class Progress {
    /** Elements whose sources are there, and that are neither scheduled nor made yet. */
    final BitSet ready = new BitSet();

    /** Fan-out: the element of the source that is next. Fold: the same. */
    int parent;

    /** Fan-out: how many values of that element are made. */
    int ordinal;

    /** Fold: whether an accumulator is recorded. Choice: whether it is made. */
    boolean decided;

    /** Choice: the side. */
    boolean side;

    @Override
    public String toString() {
      return ready + " " + parent + "." + ordinal + (decided ? " " + side : "");
    }
  }

  @Override
  public String toString() {
    return java.util.Arrays.toString(steps);
  }
}
