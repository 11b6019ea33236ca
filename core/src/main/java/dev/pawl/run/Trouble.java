package dev.pawl.run;

/**
 * What is known of a task that did not succeed at once. Immutable.
 *
 * @param attempt the last that was begun
 * @param live which attempts go on, as long as no retry is planned and the task not quarantined
 * @param doubled whether a second attempt was ever issued beside another
 * @param failures since the task was scheduled or last restored
 * @param notBefore when the planned retry is due, 0 where none is planned
 * @param quarantined whether it failed for the last time
 * @param position of the event that tells the last failure
 */
record Trouble(
    int attempt,
    Live live,
    boolean doubled,
    int failures,
    long notBefore,
    boolean quarantined,
    int position) {
  static final Trouble NONE = new Trouble(1, Live.LAST, false, 0, 0, false, 0);

  /** Which attempts of a task go on. */
  enum Live {
    /** The last that was begun. */
    LAST,
    /** The last, and the one before it. */
    BOTH,
    /** The one before the last, which has ended without a result. */
    EARLIER
  }

  /** Whether an attempt goes on, as far as the aggregate knows. */
  boolean isLive(int number) {
    boolean last = number == attempt && live != Live.EARLIER;
    boolean earlier = number == attempt - 1 && live != Live.LAST;
    return (last || earlier) && notBefore == 0 && !quarantined;
  }

  Trouble withSecond() {
    return new Trouble(attempt + 1, Live.BOTH, true, failures, 0, false, position);
  }

  /** One of two attempts ended without a result; the other goes on. */
  Trouble dropped(int number) {
    Live left = number == attempt ? Live.EARLIER : Live.LAST;
    return new Trouble(attempt, left, doubled, failures, 0, false, position);
  }

  Trouble planned(long dueAt, int at) {
    return new Trouble(attempt, Live.LAST, doubled, failures + 1, dueAt, false, at);
  }

  Trouble reissued(int at) {
    return new Trouble(attempt + 1, Live.LAST, doubled, failures + 1, 0, false, at);
  }

  Trouble issued() {
    return new Trouble(attempt + 1, Live.LAST, doubled, failures, 0, false, position);
  }

  Trouble isolated(int at) {
    return new Trouble(attempt, Live.LAST, doubled, failures + 1, 0, true, at);
  }

  Trouble lifted() {
    return new Trouble(attempt + 1, Live.LAST, doubled, 0, 0, false, position);
  }
}
