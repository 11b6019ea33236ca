package dev.pawl.processing;

import dev.pawl.run.FailureKind;

/** How an execution ended. */
sealed interface Outcome {
  /** It gave a result, as JSON within its limit. */
  record Result(byte[] json) implements Outcome {}

  /** It gave none. */
  record Failure(FailureKind kind, String error) implements Outcome {}
}
