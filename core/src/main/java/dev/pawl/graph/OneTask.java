package dev.pawl.graph;

import java.time.Duration;

/**
 * The result of a step with one task, and the settings of that step.
 *
 * @param <O> type of the result
 */
public sealed interface OneTask<O> extends One<O> permits Handle.OneTaskHandle {
  /** How long one attempt may run, counted from its start. Default one hour. */
  OneTask<O> timeout(Duration timeout);

  /** How often a failed task is tried again before it is quarantined. Default 3. */
  OneTask<O> retries(int retries);

  /**
   * Waiting time before the first retry, doubled for each further one up to a minute. Default one
   * second.
   */
  OneTask<O> backoff(Duration first);

  /** The pool of workers that runs the task. Default {@code default}. */
  OneTask<O> pool(String pool);

  /**
   * A task that has failed for the last time ends the run as failed, in place of being quarantined.
   */
  OneTask<O> failRun();

  /**
   * Whether a task that takes much longer than the others of its step may be begun a second time
   * beside the first; of the two results the first counts. Default yes, but no where the handler is
   * {@link ExternalEffects}. A step with one task has no others, and gets no second attempts.
   */
  OneTask<O> speculate(boolean allowed);

  /**
   * The most bytes of the result as JSON. Default 64 KiB, at most 4 MiB, and never more than a
   * message of the queue allows. What is larger belongs in a blob.
   */
  OneTask<O> resultLimit(int bytes);
}
