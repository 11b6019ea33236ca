package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.Codec;
import org.jspecify.annotations.Nullable;

/** Encodes results, and refuses those that are not small metadata. */
record ResultLimit(Codec codec, int largestMessage) {
  /** The most bytes of a result of a step; less where the queue takes only small messages. */
  int limit(Step step) {
    return Math.min(step.policy().resultLimit(), largestMessage / 2 - 1024);
  }

  /** What can be done about a result that is too large. */
  private static String advice(Step step, int limit) {
    int most = step.many() ? TaskPolicy.LARGEST_ELEMENT_RESULT : TaskPolicy.LARGEST_ONE_RESULT;
    boolean settable = step instanceof Step.Task || step instanceof Step.Dag;
    boolean raisable = settable && limit == step.policy().resultLimit();
    return (raisable && limit < most ? "; the step's resultLimit(bytes) may be up to " + most : "")
        + "; what is larger belongs in a blob (TaskContext.blobs()), with its reference in the"
        + " result";
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
              + advice(step, limit));
    }
    return json;
  }
}
