package dev.pawl.processing;

import dev.pawl.graph.PermanentFailure;
import dev.pawl.run.FailureKind;

/** Runs users' code, whatever it does. */
final class Execution {
  private Execution() {}

  /** Runs one task on this thread; nothing that the task does makes this throw. */
  static Outcome of(StepCode code, TaskInput input, ExecutionContext context) {
    try {
      return outcome(code, input, context);
    } catch (Throwable e) {
      return new Outcome.Failure(
          FailureKind.ERROR, "its failure cannot be told: " + e.getClass().getName());
    } finally {
      context.closeWriters();
    }
  }

  private static Outcome outcome(StepCode code, TaskInput input, ExecutionContext context) {
    try {
      return new Outcome.Result(code.run(input, context));
    } catch (TaskFailure e) {
      return new Outcome.Failure(
          e.kind(), FailureText.withLog(String.valueOf(e.getMessage()), context.logLines()));
    } catch (PermanentFailure e) {
      return new Outcome.Failure(FailureKind.PERMANENT, FailureText.of(e, context.logLines()));
    } catch (Throwable e) {
      return new Outcome.Failure(FailureKind.ERROR, FailureText.of(e, context.logLines()));
    }
  }
}
