package dev.pawl.run;

import java.util.List;

/**
 * A wish put to the aggregate of one run. Times are wall-clock, in milliseconds since 1970, and
 * only recorded, never compared, but for {@link IssueRetries}.
 */
public sealed interface RunCommand {
  long time();

  /** Begin the run. */
  record Start(long time, RunEvent.RunStarted started) implements RunCommand {}

  /**
   * Results of tasks of one step, from one delivery.
   *
   * @param round of the step, from 0; see {@link TaskLedger#round}
   * @param attempts of each index in turn; empty where all are 1
   * @param nonce of the delivery
   * @param micros time on the worker, of all together
   * @param slowestMicros time of the slowest
   */
  record ConfirmResults(
      long time,
      int step,
      int round,
      IndexSet indexes,
      List<Integer> attempts,
      long nonce,
      Payloads results,
      long micros,
      long slowestMicros)
      implements RunCommand {
    public ConfirmResults {
      attempts = List.copyOf(attempts);
      if (results.size() != indexes.size()) {
        throw new IllegalArgumentException(
            "one result for each index is needed, found "
                + results.size()
                + " for "
                + indexes.size());
      }
      if (!attempts.isEmpty() && attempts.size() != indexes.size()) {
        throw new IllegalArgumentException(
            "one attempt for each index is needed, found "
                + attempts.size()
                + " for "
                + indexes.size());
      }
    }

    /** The attempt of the index at a place. */
    public int attempt(int place) {
      return attempts.isEmpty() ? 1 : attempts.get(place);
    }
  }

  /** An attempt ended without a result. */
  record ReportFailure(
      long time,
      int step,
      int round,
      int index,
      int attempt,
      long nonce,
      FailureKind kind,
      String error)
      implements RunCommand {}

  /** An attempt seems to take too long; the aggregate knows better. */
  record TryTimeout(long time, int step, int round, int index, int attempt) implements RunCommand {}

  /**
   * An attempt takes much longer than those of its step do; a second one may be faster.
   *
   * @param ranMillis how long it has run
   */
  record TrySecondAttempt(long time, int step, int round, int index, int attempt, long ranMillis)
      implements RunCommand {}

  /** Issue the retries that are due by {@code time}. */
  record IssueRetries(long time) implements RunCommand {}

  /** Tasks were handed to a queue that keeps them. */
  record MarkDispatched(long time, int step, int round, IndexSet indexes, String queue)
      implements RunCommand {}

  /**
   * Workers gave tasks back, not begun or told to stop.
   *
   * @param attempts of each index in turn; empty where all are 1
   */
  record ReturnTasks(
      long time, int step, int round, IndexSet indexes, List<Integer> attempts, boolean apart)
      implements RunCommand {
    public ReturnTasks {
      attempts = List.copyOf(attempts);
      if (!attempts.isEmpty() && attempts.size() != indexes.size()) {
        throw new IllegalArgumentException(
            "one attempt for each index is needed, found "
                + attempts.size()
                + " for "
                + indexes.size());
      }
    }
  }

  /** What a function made of the values up to a place in the source. */
  record RecordFanOut(
      long time, int step, int round, int first, Payloads values, int parent, int ordinal)
      implements RunCommand {}

  /** A part of a plan that was read. */
  record RecordPlan(long time, int round, RunEvent.Planned part) implements RunCommand {}

  /** A plan that was read cannot be carried out. */
  record RefusePlan(long time, int step, int round, String reason) implements RunCommand {}

  /** What a function made of elements. */
  record RecordCombined(long time, int step, int round, IndexSet indexes, Payloads values)
      implements RunCommand {
    public RecordCombined {
      if (values.size() != indexes.size()) {
        throw new IllegalArgumentException(
            "one value for each index is needed, found "
                + values.size()
                + " for "
                + indexes.size());
      }
    }
  }

  /** The accumulator after the values from {@code from} to below {@code upTo}. */
  record RecordFold(long time, int step, int round, int from, int upTo, byte[] accumulator)
      implements RunCommand {}

  /** What a predicate said. */
  record RecordChoice(long time, int step, int round, boolean side) implements RunCommand {}

  /**
   * What the predicate of a repeat said of a round's result.
   *
   * @param step the repeat
   * @param round that is over, as in {@link RunEvent.RoundBegan}
   * @param enough whether the result is the repeat's value; else the next round begins with it
   * @param result of the round
   */
  record RecordRound(long time, int step, int round, boolean enough, byte[] result)
      implements RunCommand {}

  /** The run's result. */
  record RecordResult(long time, byte[] result) implements RunCommand {}

  /** A function misbehaved. */
  record Park(long time, int step, int round, String reason) implements RunCommand {}

  /**
   * A user sends a signal.
   *
   * @param name of the step that awaits it
   * @param value JSON, at most {@link #LARGEST_VALUE} bytes
   */
  record Signal(long time, String name, byte[] value) implements RunCommand {
    /** What is larger belongs in a blob. */
    public static final int LARGEST_VALUE = 64 << 10;
  }

  record Pause(long time) implements RunCommand {}

  /** Go on after a pause, or with mended code after parking. */
  record Resume(long time) implements RunCommand {}

  record Cancel(long time) implements RunCommand {}

  /** Take all tasks out of quarantine and try them again. */
  record Retry(long time) implements RunCommand {}

  /** Take one task out of quarantine and try it again. */
  record Restore(long time, int step, int index) implements RunCommand {}
}
