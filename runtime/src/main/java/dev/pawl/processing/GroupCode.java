package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.processing.groups.GroupsWriter;
import dev.pawl.run.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The task of a {@code groupBy}: puts the elements of a list into groups, in blobs. */
final class GroupCode implements StepCode {
  private final Step.Grouping step;
  private final InputReader inputs;
  private final ResultLimit results;
  private final long memory;

  /**
   * Code of one step.
   *
   * @param memory about how many bytes of elements may be in memory at once
   */
  GroupCode(Step.Grouping step, InputReader inputs, ResultLimit results, long memory) {
    this.step = step;
    this.inputs = inputs;
    this.results = results;
    this.memory = memory;
  }

  @Override
  public byte[] run(TaskInput input, ExecutionContext context) throws Exception {
    List<?> list = (List<?>) inputs.read(input, step.values(), context);
    try (GroupsWriter groups = new GroupsWriter(context.blobs(), inputs.codec(), memory)) {
      int index = 0;
      for (Object element : list) {
        byte[] key = key(index++, step.function().apply(element));
        groups.add(key, inputs.codec().encode(element, step.element()));
      }
      return results.encode(groups.write(), step);
    }
  }

  private byte[] key(int index, @Nullable Object key) throws TaskFailure {
    if (key == null) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "the function of '"
              + step.name()
              + "' should give element "
              + index
              + " a "
              + step.key().getTypeName()
              + ", found null");
    }
    byte[] json = inputs.codec().encode(key, step.key());
    if (json.length > Step.Grouping.LARGEST_KEY) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "a key of '"
              + step.name()
              + "' should have at most "
              + Step.Grouping.LARGEST_KEY
              + " bytes as JSON, found "
              + json.length
              + " for element "
              + index);
    }
    return json;
  }
}
