package dev.pawl.graph;

import dev.pawl.spi.Names;
import java.time.Duration;

/**
 * How the tasks of one step are run.
 *
 * @param pool the pool of workers
 * @param timeout of one attempt, from its start
 * @param retries after the first attempt
 * @param backoff before the first retry; it doubles up to {@link #LONGEST_BACKOFF}
 * @param failRun whether a task that failed for the last time ends the run
 * @param tolerated share of tasks that may stay quarantined, 0 to 1
 * @param resultLimit the most bytes of one result as JSON
 * @param speculative whether a task that takes long may be begun a second time beside the first
 */
public record TaskPolicy(
    String pool,
    Duration timeout,
    int retries,
    Duration backoff,
    boolean failRun,
    double tolerated,
    int resultLimit,
    boolean speculative) {
  /** No retry waits longer than this. */
  public static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  /** The bytes that a result of a step with one task may have, unless it sets a limit: 64 KiB. */
  public static final int ONE_RESULT = 64 << 10;

  /** The same for an element of many: 4 KiB. */
  public static final int ELEMENT_RESULT = 4 << 10;

  /** The largest limit that a step with one task may set: 4 MiB. */
  public static final int LARGEST_ONE_RESULT = 4 << 20;

  /** The same for an element of many: 64 KiB. */
  public static final int LARGEST_ELEMENT_RESULT = 64 << 10;

  /**
   * What a step with one task has that sets nothing: pool {@code default}, one hour, three retries,
   * one second.
   */
  public static final TaskPolicy DEFAULT =
      new TaskPolicy(
          "default", Duration.ofHours(1), 3, Duration.ofSeconds(1), false, 0, ONE_RESULT, true);

  /** The same for a step with many tasks. */
  public static final TaskPolicy DEFAULT_OF_MANY = DEFAULT.withResultLimit(ELEMENT_RESULT);

  public TaskPolicy {
    Names.requireName(pool);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new GraphException("timeout should be positive, found " + timeout);
    }
    if (retries < 0 || retries > 100) {
      throw new GraphException("retries should be 0 to 100, found " + retries);
    }
    if (backoff.isNegative()) {
      throw new GraphException("backoff should not be negative, found " + backoff);
    }
    if (!(tolerated >= 0 && tolerated <= 1)) {
      throw new GraphException("tolerated share should be 0 to 1, found " + tolerated);
    }
    if (resultLimit < 1 || resultLimit > LARGEST_ONE_RESULT) {
      throw new GraphException(
          "resultLimit should be 1 to " + LARGEST_ONE_RESULT + " bytes, found " + resultLimit);
    }
  }

  /** The highest number of attempts. */
  public int attempts() {
    return retries + 1;
  }

  /** The wait after a number of failures of one task, 1 for the first. */
  public Duration backoffAfter(int failures) {
    Duration wait = backoff;
    for (int i = 1; i < failures && wait.compareTo(LONGEST_BACKOFF) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
  }

  /**
   * How many of a number of tasks may stay quarantined; a share such as 0.29 of 100 is 29, though
   * its double is a little less.
   */
  public int toleratedOf(int tasks) {
    return (int) Math.floor(tolerated * tasks + 1e-6);
  }

  TaskPolicy withPool(String name) {
    return new TaskPolicy(
        name, timeout, retries, backoff, failRun, tolerated, resultLimit, speculative);
  }

  TaskPolicy withTimeout(Duration value) {
    return new TaskPolicy(
        pool, value, retries, backoff, failRun, tolerated, resultLimit, speculative);
  }

  TaskPolicy withRetries(int value) {
    return new TaskPolicy(
        pool, timeout, value, backoff, failRun, tolerated, resultLimit, speculative);
  }

  TaskPolicy withBackoff(Duration value) {
    return new TaskPolicy(
        pool, timeout, retries, value, failRun, tolerated, resultLimit, speculative);
  }

  TaskPolicy withFailRun() {
    return new TaskPolicy(
        pool, timeout, retries, backoff, true, tolerated, resultLimit, speculative);
  }

  TaskPolicy withTolerated(double value) {
    return new TaskPolicy(
        pool, timeout, retries, backoff, failRun, value, resultLimit, speculative);
  }

  TaskPolicy withResultLimit(int bytes) {
    return new TaskPolicy(pool, timeout, retries, backoff, failRun, tolerated, bytes, speculative);
  }

  TaskPolicy withSpeculative(boolean value) {
    return new TaskPolicy(pool, timeout, retries, backoff, failRun, tolerated, resultLimit, value);
  }

  TaskPolicy withElementLimit(int bytes) {
    if (bytes > LARGEST_ELEMENT_RESULT) {
      throw new GraphException(
          "resultLimit of a step with many tasks should be 1 to "
              + LARGEST_ELEMENT_RESULT
              + " bytes, found "
              + bytes);
    }
    return withResultLimit(bytes);
  }
}
