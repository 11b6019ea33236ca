package dev.pawl.graph;

/**
 * The result of a child run, and the settings of that step.
 *
 * @param <O> type of the result
 */
public sealed interface OneRun<O> extends One<O> permits Handle.OneRunHandle {
  /** A child run that gives no result ends this run as failed, in place of being quarantined. */
  OneRun<O> failRun();

  /**
   * The most bytes that the result may have as JSON. Default 64 KiB; at most {@value
   * TaskPolicy#LARGEST_ONE_RESULT}.
   */
  OneRun<O> resultLimit(int bytes);
}
