package dev.pawl.graph;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a handler may use besides its input. Valid for one execution, on the thread that runs it and
 * those it starts.
 */
public interface TaskContext {
  /** The run that the task belongs to. */
  String run();

  /** The step's name. */
  String step();

  /** The task's index within its step. */
  int index();

  /**
   * How often the task's step has begun anew, by the rounds of the {@link Graph#repeat}s that it
   * lies in; 0 outside of them and in the first round.
   */
  int round();

  /** 1 for the first attempt. */
  int attempt();

  /** The worker that runs the task. */
  WorkerInfo worker();

  /** Blobs of this run. */
  Blobs blobs();

  /** Whether nobody waits for the result any more; the thread is interrupted too. */
  boolean cancelled();

  /** Tells how far the task is, 0 to 1, for views; calls are cheap and not kept. */
  void progress(double share);

  /**
   * The same for every execution of one task, and of no other task: for effects outside blobs,
   * which happen at least once.
   */
  String idempotencyKey();

  /** A line for the task's log; the last lines are kept with the attempt when it fails. */
  void log(String line);

  /**
   * Opens a file that was pinned when the run started.
   *
   * @throws PermanentFailure where the file is not the one that was pinned; at the end of the
   *     stream at the latest
   */
  InputStream open(InputFile file) throws IOException;
}
