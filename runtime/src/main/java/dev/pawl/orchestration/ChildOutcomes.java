package dev.pawl.orchestration;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.ParentTask;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.PortFailure;
import java.util.List;
import java.util.Optional;

/**
 * Puts what became of child runs to their parents, as results and failures of ordinary tasks: what
 * is told twice is refused as a duplicate. One thread at a time.
 */
final class ChildOutcomes {
  private final Clocks clocks;
  private final Sessions sessions;
  private final Counters counters;
  private final Runs runs;

  ChildOutcomes(Clocks clocks, Sessions sessions, Counters counters, Runs runs) {
    this.clocks = clocks;
    this.sessions = sessions;
    this.counters = counters;
    this.runs = runs;
  }

  /** Whether an event of a child is something to tell. */
  static boolean tells(RunEvent event) {
    return event.endsRun() || event instanceof RunStalled || event instanceof RunParked;
  }

  /** Tells what an event of a child means to its parent. */
  void tell(ParentTask task, RunId child, RunEvent event) {
    switch (event) {
      case RunCompleted e -> result(task, child, e.result());
      case RunFailed e -> fail(task, "child run " + child + " failed: " + e.error());
      case RunCancelled _ -> fail(task, "child run " + child + " was cancelled");
      case RunStalled _ -> fail(task, standing(child, RunStatus.STALLED));
      case RunParked _ -> fail(task, standing(child, RunStatus.PARKED));
      default -> throw new IllegalStateException("event " + event + " is nothing to tell");
    }
  }

  /** Why a child that cannot go on by itself gives no result. */
  static String standing(RunId child, RunStatus status) {
    return status == RunStatus.STALLED
        ? "child run "
            + child
            + " is stalled: tasks of it are in quarantine; mend what is wrong, then: pawl retry "
            + child
        : "child run " + child + " is parked: a function of it misbehaved; see pawl show " + child;
  }

  private void result(ParentTask task, RunId child, byte[] result) {
    RunSession parent = parentOf(task).orElse(null);
    if (parent == null) {
      return;
    }
    int limit =
        parent
            .graph()
            .map(graph -> graph.step(task.step()).policy().resultLimit())
            .orElse(Integer.MAX_VALUE);
    if (result.length > limit) {
      fail(
          task,
          "the result of child run "
              + child
              + " should have at most "
              + limit
              + " bytes as JSON, found "
              + result.length
              + "; raise the step's resultLimit(bytes), or put what is larger into a blob");
      return;
    }
    runs.handle(
        parent,
        new RunCommand.ConfirmResults(
            clocks.millis(),
            task.step(),
            task.round(),
            IndexSet.of(task.index()),
            task.attempt() == 1 ? List.of() : List.of(task.attempt()),
            0,
            Payloads.of(List.of(result)),
            0,
            0));
  }

  /** Tells that a child gives no result. */
  void fail(ParentTask task, String error) {
    parentOf(task)
        .filter(parent -> parent.waitsFor(task.step(), task.round(), task.index(), task.attempt()))
        .ifPresent(parent ->
            runs.handle(
                parent,
                new RunCommand.ReportFailure(
                    clocks.millis(),
                    task.step(),
                    task.round(),
                    task.index(),
                    task.attempt(),
                    0,
                    FailureKind.PERMANENT,
                    error)));
  }

  /** The parent, where it still takes what becomes of its tasks. */
  private Optional<RunSession> parentOf(ParentTask task) {
    RunId parent = task.run();
    try {
      if (sessions.find(parent).isPresent()) {
        return sessions.find(parent);
      }
      return sessions.exists(parent) && !sessions.isOver(parent)
          ? Optional.of(runs.load(parent))
          : Optional.empty();
    } catch (PortFailure.Corrupt e) {
      counters.damaged(parent, e);
      return Optional.empty();
    }
  }
}
