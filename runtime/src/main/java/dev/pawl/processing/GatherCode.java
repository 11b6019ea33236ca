package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.InputForm;
import java.io.IOException;
import java.util.List;

/**
 * The tasks of an {@code all}: each puts a part of the list into a blob. A leaf gets a JSON list of
 * elements as a value; a task of a further level gets a JSON list of {@link Gathered}, in the form
 * GATHERED.
 */
final class GatherCode implements StepCode {
  private final Step.All step;
  private final Codec codec;

  GatherCode(Step.All step, Codec codec) {
    this.step = step;
    this.codec = codec;
  }

  @Override
  public byte[] run(TaskInput input, ExecutionContext context) throws IOException, TaskFailure {
    boolean leaf = input.form() == InputForm.VALUE;
    long size = size(input, leaf, context);
    BlobRef blob = context.blobs().write("list", input.json());
    return codec.encode(new Gathered(size, leaf, blob), Gathered.class);
  }

  /**
   * Reads the list, so that what cannot be read fails here rather than in every task that takes it.
   */
  private long size(TaskInput input, boolean leaf, ExecutionContext context) throws TaskFailure {
    try {
      List<?> list =
          (List<?>) codec.decode(input.json(), leaf ? step.type() : GatheredList.CHILDREN);
      return leaf ? list.size() : list.stream().mapToLong(part -> ((Gathered) part).size()).sum();
    } catch (PortFailure.Invalid e) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "part "
              + context.index()
              + " of "
              + step.name()
              + " cannot be read as "
              + step.type().getTypeName()
              + ": "
              + e.getMessage());
    }
  }
}
