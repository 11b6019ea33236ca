package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.Codec;
import org.jspecify.annotations.Nullable;

/** Encodes results, and refuses those that are not small metadata. */
record ResultLimit(Codec codec, int largestMessage) {
  private static final int ONE = 64 << 10;
  private static final int ELEMENT = 4 << 10;

  /**
   * The most bytes of a result of a step: 64 KiB, 4 KiB where the step has many; less where the
   * queue takes only small messages.
   */
  int limit(Step step) {
    return Math.min(step.many() ? ELEMENT : ONE, largestMessage / 2 - 1024);
  }

  byte[] encode(@Nullable Object result, Step step) throws TaskFailure {
    if (result == null) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "the result of step '"
              + step.name()
              + "' should be a "
              + step.type().getTypeName()
              + ", found null");
    }
    byte[] json;
    try {
      json = codec.encode(result, step.type());
    } catch (Exception | StackOverflowError e) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "the result of step '"
              + step.name()
              + "' cannot be written as JSON of "
              + step.type().getTypeName()
              + ": "
              + e);
    }
    int limit = limit(step);
    if (json.length > limit) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "a result of step '"
              + step.name()
              + "' should have at most "
              + limit
              + " bytes as JSON, found "
              + json.length
              + "; what is larger belongs in a blob (TaskContext.blobs()), with its reference in the result");
    }
    return json;
  }
}
