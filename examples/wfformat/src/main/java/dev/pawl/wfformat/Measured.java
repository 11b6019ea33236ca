package dev.pawl.wfformat;

import dev.pawl.wfformat.Wfformat.Checked;
import java.util.Optional;

/**
 * How an execution went. Recorded seconds are those of the trace; wall seconds went by, and are the
 * recorded ones times {@code secondsPerSecond}.
 *
 * @param tasks all of the workflow
 * @param slots of the workers that ran tasks
 * @param secondsPerSecond wall seconds for one recorded second
 * @param makespan wall seconds from the first start to the last end
 * @param makespanRecorded the same in recorded seconds
 * @param criticalPath recorded seconds of the longest way along parents
 * @param totalWork recorded seconds of all tasks together
 * @param bound max(critical path, total work / slots), in recorded seconds: no schedule is shorter
 * @param grahamBound total work / slots + (1 - 1 / slots) × critical path, in recorded seconds: no
 *     schedule that leaves no slot idle while a task is ready is longer (R. L. Graham, 1969)
 * @param efficiency {@code bound / makespanRecorded}; absent where nothing took any time
 * @param overGraham {@code makespanRecorded / grahamBound}: above 1 only by what Pawl itself costs;
 *     absent where no task takes any time
 * @param files whether files and parents say the same
 */
public record Measured(
    int tasks,
    int slots,
    double secondsPerSecond,
    double makespan,
    double makespanRecorded,
    double criticalPath,
    double totalWork,
    double bound,
    double grahamBound,
    Optional<Double> efficiency,
    Optional<Double> overGraham,
    FileOrder files) {

  static Measured of(Checked checked, Span span) {
    double factor = checked.request().factor();
    int slots = span.allSlots();
    double longest = checked.criticalPath();
    double each = slots == 0 ? 0 : checked.totalWork() / slots;
    double recorded = span.seconds() / factor;
    double bound = Math.max(longest, each);
    double graham = slots == 0 ? 0 : each + (1 - 1.0 / slots) * longest;
    return new Measured(
        checked.tasks(),
        slots,
        factor,
        span.seconds(),
        recorded,
        longest,
        checked.totalWork(),
        bound,
        graham,
        recorded > 0 ? Optional.of(bound / recorded) : Optional.empty(),
        graham > 0 ? Optional.of(recorded / graham) : Optional.empty(),
        checked.files());
  }
}
