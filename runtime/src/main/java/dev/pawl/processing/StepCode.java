package dev.pawl.processing;

import dev.pawl.run.FailureKind;

/** What a worker runs for each task of one step. Safe for use by many threads. */
@FunctionalInterface
interface StepCode {
  /** Makes the encoded result of one task. */
  byte[] run(TaskInput input, ExecutionContext context) throws Exception;

  /** Code that fails each task in the same way. */
  static StepCode failing(FailureKind kind, String reason) {
    return (_, _) -> {
      throw new TaskFailure(kind, reason);
    };
  }
}
