package dev.pawl.app.bench;

import dev.pawl.spi.PortFailure;
import java.net.URI;
import java.util.Optional;

/**
 * What is to be measured.
 *
 * @param tasks of all runs together
 * @param warmUp tasks of a run before, in the same JVM, that is not measured; 0 for none
 * @param workers slots, of all worker processes together
 * @param payload bytes of each result as JSON, 0 for empty records
 * @param shape how the tasks hang together
 * @param runs over how many runs the tasks are spread
 * @param beside tasks of a small run that is timed alone and behind the big one; 0 for none
 * @param queue a queue that processes share; empty for memory
 * @param processes worker processes, 0 for workers in this one
 */
public record BenchPlan(
    int tasks,
    int warmUp,
    int workers,
    int payload,
    Shape shape,
    int runs,
    int beside,
    Optional<URI> queue,
    int processes) {
  /** How the tasks of a run hang together. */
  public enum Shape {
    /** Side by side, folded. */
    FOLD,
    /** Side by side, gathered into one list that a task reads. */
    ALL,
    /** Each after the one before. */
    CHAIN
  }

  public BenchPlan {
    require(tasks >= 1, "--tasks should be 1 or more, found " + tasks);
    require(warmUp >= 0, "--warm-up should be 0 or more, found " + warmUp);
    require(workers >= 1, "--workers should be 1 or more, found " + workers);
    require(
        payload >= 0 && payload <= 4_096,
        "--payload should be 0 to 4096 bytes, the most of a result, found " + payload);
    require(
        runs >= 1 && runs <= tasks,
        "--runs should be 1 to the number of tasks, " + tasks + ", found " + runs);
    require(
        shape != Shape.CHAIN || (payload == 0 && tasks <= Chain.LONGEST),
        "--chain takes empty results and up to "
            + Chain.LONGEST
            + " tasks, found "
            + tasks
            + " tasks and "
            + payload
            + " bytes");
    require(beside >= 0, "--beside should be 0 or more, found " + beside);
    require(
        processes == 0 || queue.isPresent(),
        "--processes needs a queue that they share, --queue file:DIR, found none");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new PortFailure.Invalid(message);
    }
  }
}
