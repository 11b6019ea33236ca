package dev.pawl.run;

/**
 * What is known of a task that did not succeed at once. Immutable.
 *
 * @param attempt the current one
 * @param failures since the task was scheduled or last restored
 * @param notBefore when the planned retry is due, 0 where none is planned
 * @param quarantined whether it failed for the last time
 * @param position of the event that tells the last failure
 */
record Trouble(int attempt, int failures, long notBefore, boolean quarantined, int position) {
  static final Trouble NONE = new Trouble(1, 0, 0, false, 0);

  Trouble planned(long dueAt, int at) {
    return new Trouble(attempt, failures + 1, dueAt, false, at);
  }

  Trouble reissued(int at) {
    return new Trouble(attempt + 1, failures + 1, 0, false, at);
  }

  Trouble issued() {
    return new Trouble(attempt + 1, failures, 0, false, position);
  }

  Trouble isolated(int at) {
    return new Trouble(attempt, failures + 1, 0, true, at);
  }

  Trouble lifted() {
    return new Trouble(attempt + 1, 0, 0, false, position);
  }
}
