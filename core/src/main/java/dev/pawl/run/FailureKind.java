package dev.pawl.run;

/** How an attempt ended that gave no result, and what follows. */
public enum FailureKind {
  /** The handler threw: tried again after a backoff. */
  ERROR,
  /** It ran longer than it may: tried again at once. */
  TIMEOUT,
  /** Its worker died: tried again at once. */
  LOST,
  /** Trying again is useless: quarantined at once. */
  PERMANENT
}
