package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.shuffle.ShuffleManifest;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The task of a shuffle: turns the footers of all combined blobs into one manifest. */
final class TransposeCode implements StepCode {
  private final Step.Transpose step;
  private final Type inputType;
  private final InputReader inputs;
  private final ResultLimit results;

  TransposeCode(Step.Transpose step, Type inputType, InputReader inputs, ResultLimit results) {
    this.step = step;
    this.inputType = inputType;
    this.inputs = inputs;
    this.results = results;
  }

  @Override
  public byte[] run(TaskInput input, ExecutionContext context) throws Exception {
    List<BlobRef> combined = new ArrayList<>();
    for (Object value : (List<?>) inputs.read(input, inputType, context)) {
      combined.add((BlobRef) step.combined().apply(value));
    }
    try (BlobWriter target = context.blobs().create("manifest")) {
      return results.encode(
          ShuffleManifest.write(context.blobs(), combined, step.parts(), target), step);
    }
  }
}
