package dev.pawl.engine;

import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;

/**
 * Where a run stands when it cannot go on by itself any more.
 *
 * @param status completed, failed, cancelled, stalled, or parked
 * @param result JSON of the result where it is completed, else empty
 * @param detail why, where it is not completed
 */
public record Outcome(RunId run, RunStatus status, byte[] result, String detail) {
  /**
   * The word for people and scripts: completed, failed, cancelled or stalled; a parked run counts
   * as stalled.
   */
  public String word() {
    return status == RunStatus.PARKED
        ? "stalled"
        : status.name().toLowerCase(java.util.Locale.ROOT);
  }
}
