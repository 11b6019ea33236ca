package dev.pawl.run;

/**
 * A command, or a part of one, that the aggregate refused. It changes nothing and is not logged,
 * but counted and visible.
 *
 * @param count how many tasks it concerns
 * @param detail for people: what was asked, and what was found
 */
public record Rejection(Reason reason, int count, String detail) {
  /** Why. */
  public enum Reason {
    /** There is no such run. */
    UNKNOWN_RUN,
    /** The run has no such task, or the task was never scheduled or attempted so often. */
    UNKNOWN_TASK,
    /** The run awaits no signal of this name. */
    UNKNOWN_SIGNAL,
    /** Somebody confirmed the task, or sent the signal, before. */
    DUPLICATE,
    /** It speaks of an attempt, or a state of things, that has been superseded. */
    STALE,
    /** The run has ended. */
    RUN_OVER,
    /** A run of this id exists. */
    EXISTS,
    /** The run is not in a state that allows it. */
    NOT_ALLOWED;

    /**
     * Whether a later state of the run might not refuse, or have more to tell: what is unknown, or
     * was superseded in one state, can be what the next one waits for, and who asks for a run that
     * exists wants it carried on. Confirmed and over is for ever.
     */
    public boolean mayBeBehind() {
      return switch (this) {
        case UNKNOWN_TASK, STALE, EXISTS, NOT_ALLOWED -> true;
        case UNKNOWN_RUN, DUPLICATE, RUN_OVER, UNKNOWN_SIGNAL -> false;
      };
    }
  }
}
