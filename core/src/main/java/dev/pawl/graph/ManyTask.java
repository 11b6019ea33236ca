package dev.pawl.graph;

import java.time.Duration;

/**
 * The results of a step with one task for each element, and the settings of that step.
 *
 * @param <O> type of each result
 */
public sealed interface ManyTask<O> extends Many<O> permits Handle.ManyTaskHandle {
  /** How long one attempt may run, counted from its start. Default one hour. */
  ManyTask<O> timeout(Duration timeout);

  /** How often a failed task is tried again before it is quarantined. Default 3. */
  ManyTask<O> retries(int retries);

  /**
   * Waiting time before the first retry, doubled for each further one up to a minute. Default one
   * second.
   */
  ManyTask<O> backoff(Duration first);

  /** The pool of workers that runs the tasks. Default {@code default}. */
  ManyTask<O> pool(String pool);

  /**
   * A task that has failed for the last time ends the run as failed, in place of being quarantined.
   */
  ManyTask<O> failRun();

  /**
   * Whether a task that takes much longer than the others of its step may be begun a second time
   * beside the first; of the two results the first counts. Default yes, but no where the handler is
   * {@link ExternalEffects}.
   */
  ManyTask<O> speculate(boolean allowed);

  /**
   * The most bytes of each result as JSON. Default 4 KiB, at most 64 KiB, and never more than a
   * message of the queue allows. What is larger belongs in a blob.
   */
  ManyTask<O> resultLimit(int bytes);

  /**
   * The share of tasks, 0 to 1, that may stay in quarantine without holding the run up: what waits
   * for all of them goes on without their results. Default 0.
   */
  ManyTask<O> tolerate(double share);
}
