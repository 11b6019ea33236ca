package dev.pawl.processing;

import dev.pawl.graph.Step;
import dev.pawl.graph.TaskHandler;

/** The tasks of a user's handler: those of a task or of a dag. */
final class HandlerCode implements StepCode {
  private final Step step;
  private final TaskHandler<Object, Object> handler;
  private final Input input;
  private final ResultLimit results;

  /** Reads the input as the handler takes it. */
  @FunctionalInterface
  interface Input {
    Object read(TaskInput input, ExecutionContext context) throws TaskFailure;
  }

  @SuppressWarnings("unchecked")
  HandlerCode(Step step, TaskHandler<?, ?> handler, Input input, ResultLimit results) {
    this.step = step;
    this.handler = (TaskHandler<Object, Object>) handler;
    this.input = input;
    this.results = results;
  }

  @Override
  public byte[] run(TaskInput taken, ExecutionContext context) throws Exception {
    Object value = input.read(taken, context);
    return results.encode(handler.handle(value, context), step);
  }
}
