package dev.pawl.run;

/**
 * A call of a function of the definition, or the reading of a value, that a run waits for. It
 * happens outside the aggregate, on a thread of its own; its outcome is a command.
 */
public sealed interface Evaluation {
  /** The step whose function it is. */
  int step();

  /** See {@link Orchestration#round}; an answer of another round is stale. */
  int round();

  /** Whether a command tells what this call came to, all of it or a first part. */
  boolean answeredBy(RunCommand command);

  /**
   * Make values of the source's elements, from {@code parent} on.
   *
   * @param ordinal how many values of {@code parent} are made already
   * @param upTo the element after the last that is there
   * @param first index that the next value gets
   */
  record FanOut(int step, int round, int parent, int ordinal, int upTo, int first)
      implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordFanOut made
          && made.step() == step
          && made.round() == round
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
  record Plan(int step, int round, int first, int total) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return switch (command) {
        case RunCommand.RecordPlan read ->
            read.part().step() == step
                && read.round() == round
                && read.part().first() == first
                && (first == 0 || read.part().total() == total);
        case RunCommand.RefusePlan refused ->
            refused.step() == step && refused.round() == round && first == 0;
        case RunCommand _ -> false;
      };
    }
  }

  /** Make a value for each of these elements. */
  record Combine(int step, int round, IndexSet indexes) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordCombined made
          && made.step() == step
          && made.round() == round
          && indexes.containsAll(made.indexes());
    }
  }

  /** Apply the function to the elements from {@code from} to below {@code upTo}. */
  record Fold(int step, int round, int from, int upTo) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordFold folded
          && folded.step() == step
          && folded.round() == round
          && folded.from() == from
          && folded.upTo() <= upTo
          && (folded.upTo() > from || from == upTo);
    }
  }

  /** Ask the predicate. */
  record Choice(int step, int round) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordChoice chosen
          && chosen.step() == step
          && chosen.round() == round;
    }
  }

  /**
   * Ask the predicate of a repeat.
   *
   * @param round the one that is over
   * @param result the step that gives its result
   */
  record Until(int step, int round, int result) implements Evaluation {
    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordRound said
          && said.step() == step
          && said.round() == round;
    }
  }

  /** Read the value of the result's step. */
  record Result(int step) implements Evaluation {
    /** The result lies in no body of a repeat. */
    @Override
    public int round() {
      return 0;
    }

    @Override
    public boolean answeredBy(RunCommand command) {
      return command instanceof RunCommand.RecordResult;
    }
  }
}
