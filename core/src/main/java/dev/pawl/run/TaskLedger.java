package dev.pawl.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the aggregate knows of a run's steps, values and tasks; read only. */
public interface TaskLedger {
  RunStatus status();

  /** How many events the state is made of: the position of the last one. */
  long position();

  /** How the run was started; null before that. */
  RunEvent.@Nullable RunStarted started();

  int steps();

  /**
   * How often a step has begun anew, by the rounds of the repeats that it lies in; 0 in the first
   * round of each.
   */
  int round(int step);

  /** The recorded values of a step. */
  IndexSet done(int step);

  /** Whether the value of an index is recorded. */
  boolean isDone(int step, int index);

  /** Whether a task was ever scheduled. */
  boolean isScheduled(int step, int index);

  /** Whether a value will never be there, by a tolerance. */
  boolean isMissing(int step, int index);

  /** How many values are recorded. */
  int doneCount(int step);

  /** How many tasks were scheduled. */
  int scheduledCount(int step);

  /** How many tasks are in quarantine. */
  int quarantinedCount(int step);

  /** The missing values of a step. */
  IndexSet missing(int step);

  /** The quarantined tasks of a step. */
  IndexSet quarantined(int step);

  /** Whether all values of a step are there. */
  boolean completed(int step);

  /** The first index from {@code from} on that is neither done nor missing. */
  int firstOpen(int step, int from);

  /** Position of the event that holds a value, 0 where there is none. */
  long positionOf(int step, int index);

  /** How many nodes the plan of a step has; 0 where none is recorded. */
  int planWidth(int step);

  /** Position of the event that holds a node of a step's plan, 0 where there is none. */
  long planPosition(int step, int index);

  /** The last attempt of a task that was begun, from 1. */
  int attempt(int step, int index);

  /**
   * Whether an attempt goes on, as far as the aggregate knows: the task is scheduled, neither done
   * nor in quarantine, waits for no planned retry, and the attempt has not ended. At most two do.
   */
  boolean isLive(int step, int index, int attempt);

  /** Whether a second attempt of a task that is not done was ever issued beside another. */
  boolean hadSecond(int step, int index);

  /**
   * Tasks that were scheduled, are not done, not in quarantine, and do not wait for a planned
   * retry.
   */
  IndexSet outstanding(int step);

  /** Steps that wait for a signal now; none of a run that is over. */
  List<Integer> awaited();

  /** When the next planned retry is due, {@link Long#MAX_VALUE} where none is. */
  long nextRetryAt();
}
