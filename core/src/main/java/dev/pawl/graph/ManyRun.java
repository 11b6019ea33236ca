package dev.pawl.graph;

/**
 * The results of a step with one child run for each element, and the settings of that step.
 *
 * @param <O> type of each result
 */
public sealed interface ManyRun<O> extends Many<O> permits Handle.ManyRunHandle {
  /** A child run that gives no result ends this run as failed, in place of being quarantined. */
  ManyRun<O> failRun();

  /**
   * The most bytes that each result may have as JSON. Default 4 KiB; at most {@value
   * TaskPolicy#LARGEST_ELEMENT_RESULT}.
   */
  ManyRun<O> resultLimit(int bytes);

  /**
   * The share of child runs, 0 to 1, that may stay without a result and in quarantine without
   * holding the run up: what waits for all of them goes on without their results. Default 0.
   */
  ManyRun<O> tolerate(double share);
}
