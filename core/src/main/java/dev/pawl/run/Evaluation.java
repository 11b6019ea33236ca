package dev.pawl.run;

/**
 * A call of a function of the definition, or the reading of a value, that a run waits for. It
 * happens outside the aggregate, on a thread of its own; its outcome is a command.
 */
public sealed interface Evaluation {
  /** The step whose function it is. */
  int step();

  /** Whether a command tells what this call came to, all of it or a first part. */
  boolean answeredBy(RunCommand command);

  /**
   * Make values of the source's elements, from {@code parent} on.
   *
   * @param ordinal how many values of {@code parent} are made already
   * @param upTo the element after the last that is there
   * @param first index that the next value gets
   */
  record FanOut(int step, int parent, int ordinal, int upTo, int first) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordFanOut made
          && made.step() == step
          && made.first() == first
          && (made.parent() > parent || (made.parent() == parent && made.ordinal() > ordinal))
          && (made.parent() < upTo || (made.parent() == upTo && made.ordinal() == 0));
    }
  }

  /**
   * Read the plan of a dag.
   *
   * @param first the first node that is not recorded
   * @param total how many nodes the plan has, 0 where none is recorded
   */
  record Plan(int step, int first, int total) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return switch (command) {
        case RunCommand.RecordPlan read ->
            read.part().step() == step
                && read.part().first() == first
                && (first == 0 || read.part().total() == total);
        case RunCommand.RefusePlan refused -> refused.step() == step && first == 0;
        case RunCommand _ -> false;
      };
    }
  }

  /** Make a value for each of these elements. */
  record Combine(int step, IndexSet indexes) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordCombined made
          && made.step() == step
          && indexes.containsAll(made.indexes());
    }
  }

  /** Apply the function to the elements from {@code from} to below {@code upTo}. */
  record Fold(int step, int from, int upTo) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordFold folded
          && folded.step() == step
          && folded.from() == from
          && folded.upTo() <= upTo
          && (folded.upTo() > from || from == upTo);
    }
  }

  /** Ask the predicate. */
  record Choice(int step) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordChoice chosen && chosen.step() == step;
    }
  }

  /** Read the value of the result's step. */
  record Result(int step) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordResult;
    }
  }
}
