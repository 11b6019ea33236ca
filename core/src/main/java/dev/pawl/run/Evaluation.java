package dev.pawl.run;

/**
 * A call of a function of the definition, or the reading of a value, that a run waits for. It happens outside the aggregate, on a
 * thread of its own; its outcome is a command.
 */
public sealed interface Evaluation {
  /** The step whose function it is. */
  int step();

  /**
   * Make values of the source's elements, from {@code parent} on.
   *
   * @param ordinal how many values of {@code parent} are made already
   * @param upTo the element after the last that is there
   * @param first index that the next value gets
   */
  record FanOut(int step, int parent, int ordinal, int upTo, int first) implements Evaluation {}

  /** Make a value for each of these elements. */
  record Combine(int step, IndexSet indexes) implements Evaluation {}

  /** Apply the function to the elements from {@code from} to below {@code upTo}. */
  record Fold(int step, int from, int upTo) implements Evaluation {}

  /** Ask the predicate. */
  record Choice(int step) implements Evaluation {}

  /** Read the value of the result's step. */
  record Result(int step) implements Evaluation {}
}
