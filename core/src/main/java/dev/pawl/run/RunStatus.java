package dev.pawl.run;

/** Where a run stands. */
public enum RunStatus {
  /** Not started. */
  NEW,
  RUNNING,
  /** By a user; goes on with a resume. */
  PAUSED,
  /** A function misbehaved; goes on with a resume, with mended code. */
  PARKED,
  /** Only quarantined tasks are left; goes on with a retry or restore. */
  STALLED,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether nothing can follow. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
