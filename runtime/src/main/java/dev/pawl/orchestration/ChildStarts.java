package dev.pawl.orchestration;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.ShortDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins the runs of tasks, or finds those that were begun. One thread at a time. */
final class ChildStarts {
  private final Clocks clocks;
  private final Definitions definitions;
  private final Sessions sessions;
  private final Counters counters;
  private final Runs runs;
  private final ChildOutcomes outcomes;

  ChildStarts(
      Clocks clocks,
      Definitions definitions,
      Sessions sessions,
      Counters counters,
      Runs runs,
      ChildOutcomes outcomes) {
    this.clocks = clocks;
    this.definitions = definitions;
    this.sessions = sessions;
    this.counters = counters;
    this.runs = runs;
    this.outcomes = outcomes;
  }

  /** Begins the run of a task that waits for its result, or carries on the one that was begun. */
  void begin(RunSession parent, ParentTask task) {
    RunId child = ChildIds.of(task);
    try {
      if (sessions.exists(child)) {
        carryOn(child, task);
      } else {
        start(parent, task, child);
      }
    } catch (PortFailure.Corrupt e) {
      counters.damaged(child, e);
      outcomes.fail(task, "child run " + child + " is damaged: " + e.getMessage());
    }
  }

  private void start(RunSession parent, ParentTask task, RunId child) {
    Step.Child step = (Step.Child) parent.graph().orElseThrow().step(task.step());
    Values.Value input = parent.values().input(task.step(), task.index());
    if (input.form() != InputForm.VALUE) {
      outcomes.fail(
          task,
          "a list of more than "
              + Step.All.LARGEST_INLINE
              + " elements should go to a task or be folded, found a child run that takes it");
      return;
    }
    ProcessGraph process = step.process();
    long now = clocks.millis();
    RunStarted started =
        ControlReceptor.started(
            now,
            definitions.find(process.name(), process.version()).orElseThrow(),
            ShortDigest.of(input.json()),
            input.json(),
            Optional.of(task));
    runs.handle(sessions.create(child, started), new RunCommand.Start(now, started));
  }

  /** A child that was begun before: its end is told, or it goes on. */
  private void carryOn(RunId child, ParentTask task) {
    RunSession open = current(child);
    RunStarted started = open == null ? sessions.started(child) : open.ledger().started();
    if (started == null || !started.parent().equals(Optional.of(task))) {
      outcomes.fail(
          task, "run " + child + " should be one of this task, found one that was begun otherwise");
    } else if (open == null && sessions.isOver(child)) {
      tell(task, child, sessions.last(child));
    } else {
      RunSession session = open == null ? runs.load(child) : open;
      if (session.status() == RunStatus.STALLED || session.status() == RunStatus.PARKED) {
        outcomes.fail(task, ChildOutcomes.standing(child, session.status()));
        release(session);
      }
    }
  }

  /** Looks for the run of a task that was given up: it may have completed after all, or go on. */
  void lookUp(ParentTask task) {
    RunId child = ChildIds.of(task);
    try {
      if (!sessions.exists(child) || current(child) != null) {
        return;
      }
      RunStarted started = sessions.started(child);
      if (started == null || !started.parent().equals(Optional.of(task))) {
        return;
      }
      RunEvent last = sessions.last(child);
      if (last.endsRun()) {
        outcomes.tell(task, child, last);
      } else if (!ChildOutcomes.tells(last)) {
        runs.load(child);
      }
    } catch (PortFailure.Corrupt e) {
      counters.damaged(child, e);
    }
  }

  /** A run in memory; null where it is not, or another owner has written it since. */
  private @Nullable RunSession current(RunId child) {
    RunSession open = sessions.find(child).orElse(null);
    if (open != null && sessions.isBehind(open)) {
      runs.drop(open, "another owner has written run " + child);
      return null;
    }
    return open;
  }

  /** Tells what an event of a child means to its parent. */
  void tell(ParentTask task, RunId child, RunEvent event) {
    outcomes.tell(task, child, event);
    sessions.find(child).ifPresent(this::release);
  }

  /** What stands takes no memory: a request loads it again. */
  private void release(RunSession child) {
    if (child.status() == RunStatus.STALLED) {
      runs.release(child);
    }
  }
}
