package dev.pawl.run;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand.ReportFailure;
import dev.pawl.run.RunCommand.ReturnTasks;
import dev.pawl.run.RunCommand.TrySecondAttempt;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import java.util.function.IntFunction;

/**
 * The rules of second attempts: when a task may be begun once more beside the attempt that runs,
 * and what it means that one of the two ends. Without state.
 */
final class SecondAttemptRules {
  private SecondAttemptRules() {}

  /** One for each task, of a step that allows it, while the run schedules. */
  static Decision issue(RunState<?> state, IntFunction<TaskPolicy> policy, TrySecondAttempt c) {
    int step = c.step();
    int index = c.index();
    if (step < 0 || step >= state.steps()) {
      return Decision.refuse(Reason.UNKNOWN_TASK, 1, "the run has no step " + step);
    }
    if (c.round() != state.round(step)) {
      return TaskRules.otherRound(state, step, c.round(), 1);
    }
    String task = "task " + step + "[" + index + "]";
    if (index < 0 || !state.isScheduled(step, index)) {
      return Decision.refuse(Reason.UNKNOWN_TASK, 1, "the run has no " + task);
    }
    if (state.isDone(step, index)) {
      return Decision.refuse(Reason.DUPLICATE, 1, task + " is confirmed");
    }
    boolean allowed = policy.apply(step).speculative();
    if (state.status() != RunStatus.RUNNING || !allowed) {
      String why =
          allowed
              ? "the run is " + RunDecider.word(state)
              : "its handler has effects outside blobs, or its step rules it out";
      return Decision.refuse(Reason.NOT_ALLOWED, 1, task + " gets no second attempt: " + why);
    }
    if (state.hadSecond(step, index) || !state.isLive(step, index, c.attempt())) {
      return Decision.refuse(
          Reason.STALE, 1, task + " had its second attempt, or is past attempt " + c.attempt());
    }
    return Decision.of(
        new SecondAttemptIssued(c.time(), step, index, c.attempt() + 1, c.ranMillis()));
  }

  /** One of two attempts failed, whatever the reason: it costs the task nothing. */
  static RunEvent dropped(ReportFailure c) {
    return new AttemptDropped(
        c.time(),
        c.step(),
        c.index(),
        c.attempt(),
        c.nonce(),
        c.kind(),
        TaskRules.bounded(c.error()));
  }

  /** One of two attempts was given back: it does not go out again, since the other goes on. */
  static RunEvent dropped(ReturnTasks c, int index, int attempt) {
    return new AttemptDropped(
        c.time(), c.step(), index, attempt, 0, FailureKind.LOST, "given back by its worker");
  }
}
