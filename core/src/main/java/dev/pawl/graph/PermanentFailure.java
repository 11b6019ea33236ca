package dev.pawl.graph;

/**
 * Thrown by a handler when another attempt would fail in the same way: the task is quarantined at
 * once.
 */
public final class PermanentFailure extends RuntimeException {
  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
