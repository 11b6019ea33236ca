package dev.pawl.wire;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import java.util.List;

/** What the two contexts, and the command line, say to each other over queues. */
public sealed interface Message {

  /**
   * Orchestrator to workers: tasks of one step, to be run in this order, each apart.
   *
   * @param digest of the graph that the run was started with
   * @param step id of the step in that graph
   * @param round of the step, 0 outside of repeats
   * @param form how each input is to be read
   * @param attempts of each index in turn; empty where all are 1
   * @param inputs one for each index
   */
  record TaskBatch(
      String run,
      String definition,
      int version,
      String digest,
      int step,
      int round,
      InputForm form,
      IndexSet indexes,
      List<Integer> attempts,
      Payloads inputs)
      implements Message {
    public TaskBatch {
      attempts = List.copyOf(attempts);
    }

    /** The attempt of the index at a place. */
    public int attempt(int place) {
      return attempts.isEmpty() ? 1 : attempts.get(place);
    }
  }

  /** How an input is to be read. */
  enum InputForm {
    /** It is the value. */
    VALUE,
    /** It refers to blobs that hold the elements of a list. */
    GATHERED
  }

  /** Workers to orchestrator: what became of tasks. */
  record Report(String worker, List<Entry> entries) implements Message {
    public Report {
      entries = List.copyOf(entries);
    }
  }

  /** A part of a {@link Report}. */
  sealed interface Entry {
    String run();

    int step();

    /** The step's, as in the {@link TaskBatch}. */
    int round();

    /** Attempts that are running; sent when they start, and again and again while they run. */
    record Running(
        String run,
        int step,
        int round,
        int index,
        int attempt,
        long nonce,
        long elapsedMillis,
        double progress)
        implements Entry {}

    /** Results, as {@link dev.pawl.run.RunCommand.ConfirmResults} takes them. */
    record Completed(
        String run,
        int step,
        int round,
        IndexSet indexes,
        List<Integer> attempts,
        long nonce,
        Payloads results,
        long micros,
        long slowestMicros)
        implements Entry {
      public Completed {
        attempts = List.copyOf(attempts);
      }
    }

    /** An attempt that gave no result. */
    record Failed(
        String run,
        int step,
        int round,
        int index,
        int attempt,
        long nonce,
        FailureKind kind,
        String error)
        implements Entry {}

    /**
     * Tasks that this worker will not run now: it stops, or they were told to stop, or they came
     * with a batch whose former worker died.
     *
     * @param orphaned whether a former worker died with them, so that some may have begun
     */
    record Returned(
        String run, int step, int round, IndexSet indexes, List<Integer> attempts, boolean orphaned)
        implements Entry {
      public Returned {
        attempts = List.copyOf(attempts);
      }
    }
  }

  /**
   * Orchestrator to one worker: nobody waits for these tasks.
   *
   * @param step the step, or -1 for all tasks of the run
   * @param round of that step
   * @param indexes of that step; empty with step -1
   */
  record Stop(String run, int step, int round, IndexSet indexes, String reason)
      implements Message {}

  /**
   * Somebody to orchestrator: a command of a user.
   *
   * @param replyTo the queue for the {@link Reply}
   */
  record Control(String replyTo, Request request) implements Message {}

  /** What a user may ask of an orchestrator. */
  sealed interface Request {
    String run();

    /**
     * Begin a run.
     *
     * @param input JSON as the process sees it, external files pinned
     * @param inputDigest of the input as the user gave it
     */
    record Start(String run, String definition, int version, String inputDigest, byte[] input)
        implements Request {}

    record Pause(String run) implements Request {}

    record Resume(String run) implements Request {}

    record Cancel(String run) implements Request {}

    record Retry(String run) implements Request {}

    record Restore(String run, int step, int index) implements Request {}

    /**
     * Send a signal that the run awaits.
     *
     * @param value JSON
     */
    record Signal(String run, String name, byte[] value) implements Request {}
  }

  /** Orchestrator to who sent a {@link Control}. */
  record Reply(boolean accepted, String detail) implements Message {}
}
