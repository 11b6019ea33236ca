package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.graph.TaskHandler;
import java.lang.reflect.Type;

/** The tasks of a user's handler. */
final class HandlerCode implements StepCode {
  private final Step.Task step;
  private final Type inputType;
  private final TaskHandler<Object, Object> handler;
  private final InputReader inputs;
  private final ResultLimit results;

  @SuppressWarnings("unchecked")
  HandlerCode(
      Step.Task step,
      Type inputType,
      TaskHandler<?, ?> handler,
      InputReader inputs,
      ResultLimit results) {
    this.step = step;
    this.inputType = inputType;
    this.handler = (TaskHandler<Object, Object>) handler;
    this.inputs = inputs;
    this.results = results;
  }

  @Override
  public byte[] run(TaskInput input, ExecutionContext context) throws Exception {
    Object value = inputs.read(input, inputType, context);
    return results.encode(handler.handle(value, context), step);
  }
}
