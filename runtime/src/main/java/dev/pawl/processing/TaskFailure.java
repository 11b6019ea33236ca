package dev.pawl.processing;

import dev.pawl.run.FailureKind;

/** Ends an execution for a reason that needs no stack trace. */
final class TaskFailure extends Exception {
  private static final long serialVersionUID = 1;
  private final FailureKind kind;

  TaskFailure(FailureKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}
