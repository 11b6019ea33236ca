package dev.pawl.app.bench;

/**
 * What a measured run came to.
 *
 * @param seconds from the first start to the last result
 * @param p50Micros median time that the engine adds to a task. Side by side: from the moment a task
 *     is sent to the queue until its result is durable, without its time in the handler; so it
 *     holds the wait behind the tasks before it. In a chain: from one durable result to the next,
 *     without the time in the handler
 * @param p99Micros the same, under which ninety-nine of a hundred tasks stay
 * @param flushes of logs
 * @param flushMicros median time of one append with its flush
 * @param early dispatches and acknowledgements above the flushed position; 0 where all is durable
 * @param fairness of several runs: progress of the fastest by that of the slowest at half-time
 * @param aloneMillis time of the small run alone, 0 where none was asked for
 * @param besideMillis time of the small run that was started behind the big one
 */
public record Measurement(
    int tasks,
    double seconds,
    long p50Micros,
    long p99Micros,
    double logBytesPerTask,
    long peakHeapMiB,
    long flushes,
    long flushMicros,
    long early,
    double fairness,
    double aloneMillis,
    double besideMillis) {
  /** Tasks per second. */
  public double rate() {
    return tasks / seconds;
  }

  /** Whether nothing left before what it rests on was flushed. */
  public boolean durable() {
    return early == 0;
  }
}
