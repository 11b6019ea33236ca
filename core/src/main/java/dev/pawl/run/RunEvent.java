package dev.pawl.run;

import java.util.List;
import java.util.Optional;

/**
 * A fact of a run. Events carry ranges and columns, never one object per task. Times are
 * wall-clock, in milliseconds since 1970.
 */
public sealed interface RunEvent {
  long time();

  /** Whether nothing can follow. */
  default boolean endsRun() {
    return this instanceof RunCompleted
        || this instanceof RunFailed
        || this instanceof RunCancelled;
  }

  /**
   * The run exists.
   *
   * @param digest of the graph
   * @param artefact where the code came from: a version, or a checksum of a jar or source
   * @param inputDigest of the input as the user gave it
   * @param input as the process sees it, external files pinned
   * @param parent the task that it was begun for, where another run did
   */
  record RunStarted(
      long time,
      String definition,
      int version,
      String digest,
      String artefact,
      List<StepInfo> steps,
      String inputDigest,
      byte[] input,
      Optional<ParentTask> parent)
      implements RunEvent {
    public RunStarted {
      steps = List.copyOf(steps);
    }

    /** A run that a user begins. */
    public RunStarted(
        long time,
        String definition,
        int version,
        String digest,
        String artefact,
        List<StepInfo> steps,
        String inputDigest,
        byte[] input) {
      this(
          time, definition, version, digest, artefact, steps, inputDigest, input, Optional.empty());
    }
  }

  /** Everything that these tasks depend on is confirmed. Attempt 1. */
  record TasksScheduled(long time, int step, IndexSet indexes) implements RunEvent {}

  /** A queue that keeps its messages has these tasks. */
  record TasksDispatched(long time, int step, IndexSet indexes, String queue) implements RunEvent {}

  /**
   * Workers gave tasks back without charging them an attempt.
   *
   * @param apart whether each goes out again in a message of its own, because a worker died with
   *     them
   */
  record TasksReturned(long time, int step, IndexSet indexes, boolean apart) implements RunEvent {}

  /**
   * Results that count. The winner of each task is (attempt, nonce).
   *
   * @param attempts of each index in turn; empty where all are 1
   */
  record ResultsConfirmed(
      long time,
      int step,
      IndexSet indexes,
      List<Integer> attempts,
      long nonce,
      Payloads results,
      long micros,
      long slowestMicros)
      implements RunEvent {
    public ResultsConfirmed {
      attempts = List.copyOf(attempts);
    }
  }

  /** An attempt failed; the next is issued at {@code notBefore}. */
  record RetryPlanned(
      long time,
      int step,
      int index,
      int attempt,
      long nonce,
      FailureKind kind,
      String error,
      long notBefore)
      implements RunEvent {}

  /** An attempt was given up, and the next one begins now. */
  record TaskReissued(long time, int step, int index, int attempt, FailureKind kind, String error)
      implements RunEvent {}

  /**
   * A task takes long, and is begun a second time beside the attempt that runs: the first result
   * counts.
   *
   * @param attempt the new one; the one before it goes on
   * @param ranMillis how long the other had run by then
   */
  record SecondAttemptIssued(long time, int step, int index, int attempt, long ranMillis)
      implements RunEvent {}

  /** One of two attempts ended without a result. The other goes on, and nothing is charged. */
  record AttemptDropped(
      long time, int step, int index, int attempt, long nonce, FailureKind kind, String error)
      implements RunEvent {}

  /** Planned retries became due: each of these tasks begins its next attempt. */
  record RetriesIssued(long time, int step, IndexSet indexes) implements RunEvent {}

  /** A task failed for the last time. */
  record TaskQuarantined(
      long time, int step, int index, int attempt, long nonce, FailureKind kind, String error)
      implements RunEvent {}

  /** Quarantined tasks begin anew, with their next attempt and all their retries. */
  record QuarantineLifted(long time, int step, IndexSet indexes) implements RunEvent {}

  /**
   * A function made values.
   *
   * @param first index of the first of them
   * @param parent index in the source up to which all is done
   * @param ordinal how many values of {@code parent} are done
   */
  record FannedOut(long time, int step, int first, Payloads values, int parent, int ordinal)
      implements RunEvent {}

  /**
   * Nodes of a plan, all of them or a part.
   *
   * @param first index of the first of them
   * @param total how many nodes the plan has
   * @param ids JSON strings, one for each node
   * @param values what each node is about
   * @param parents of each node, by index
   */
  record Planned(
      long time, int step, int first, int total, Payloads ids, Payloads values, IntLists parents)
      implements RunEvent {
    public Planned {
      int size = ids.size();
      if (size != values.size() || size != parents.size()) {
        throw new IllegalArgumentException(
            "one id, value and list of parents for each node is needed, found "
                + size
                + ", "
                + values.size()
                + " and "
                + parents.size());
      }
      if (first < 0 || total - first < size || (size == 0 && total > 0)) {
        throw new IllegalArgumentException(
            "nodes should lie within the "
                + total
                + " of the plan, found "
                + size
                + " from "
                + first
                + " on");
      }
      for (int place = 0; place < parents.length(); place++) {
        if (parents.number(place) < 0 || parents.number(place) >= total) {
          throw new IllegalArgumentException(
              "a parent should be one of " + total + " nodes, found " + parents.number(place));
        }
      }
    }
  }

  /** A function made values of elements. */
  record Combined(long time, int step, IndexSet indexes, Payloads values) implements RunEvent {}

  /** The accumulator after all values below {@code upTo}. */
  record Folded(long time, int step, int upTo, byte[] accumulator) implements RunEvent {}

  /** The branch that the run takes. */
  record BranchChosen(long time, int step, boolean side) implements RunEvent {}

  /** A user sent the signal that a step awaits. */
  record SignalReceived(long time, int step, byte[] value) implements RunEvent {}

  /**
   * A repeat begins its next round: the steps of its body forget all that they have done, and what
   * is said of them from here on is said of the new round.
   *
   * @param step the repeat
   * @param body ids of the steps that begin anew; the first is the stand-in of the value
   * @param round of the stand-in: how often it has begun anew in the whole run
   * @param value what the round begins with
   */
  record RoundBegan(long time, int step, IndexSet body, int round, byte[] value)
      implements RunEvent {}

  /**
   * The predicate of a repeat holds: the result of this round is its value.
   *
   * @param round as in {@link RoundBegan}
   */
  record RoundsEnded(long time, int step, int round) implements RunEvent {}

  /**
   * All values of a step are there.
   *
   * @param missing those that never will be, by the step's tolerance or that of a step before
   */
  record StepCompleted(long time, int step, IndexSet missing) implements RunEvent {}

  record RunPaused(long time) implements RunEvent {}

  /** A function of a step misbehaved; the run waits for mended code. */
  record RunParked(long time, int step, String reason) implements RunEvent {}

  record RunResumed(long time) implements RunEvent {}

  /** Nothing can go on before tasks leave the quarantine. */
  record RunStalled(long time, int quarantined) implements RunEvent {}

  /** The end, with the result. */
  record RunCompleted(long time, byte[] result) implements RunEvent {}

  /** The end, by a step's policy. */
  record RunFailed(long time, int step, int index, String error) implements RunEvent {}

  record RunCancelled(long time) implements RunEvent {}
}
