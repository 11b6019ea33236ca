package dev.pawl.app.soak;

import java.util.List;

/**
 * What a soak came to.
 *
 * @param seconds from the first process to the end of the last run
 * @param runs that ended
 * @param tasks of all of them, each confirmed once where nothing is violated
 * @param executions that noted themselves; those beyond the tasks ran again, after kills
 * @param late executions that began more than two seconds after their task was confirmed: of
 *     messages that a killed process had held
 * @param ownerKills kills of the owner
 * @param workerKills kills of workers
 * @param events in the logs
 * @param blobs that were read and compared
 * @param violations what should not be; empty where all is well
 */
public record SoakReport(
    double seconds,
    int runs,
    long tasks,
    long executions,
    long late,
    int ownerKills,
    int workerKills,
    long events,
    long blobs,
    List<String> violations) {
  public SoakReport {
    violations = List.copyOf(violations);
  }

  public boolean sound() {
    return violations.isEmpty();
  }

  public int kills() {
    return ownerKills + workerKills;
  }

  public double tasksPerSecond() {
    return tasks / seconds;
  }
}
