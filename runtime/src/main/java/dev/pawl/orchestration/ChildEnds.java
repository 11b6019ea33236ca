package dev.pawl.orchestration;

import dev.pawl.run.ParentTask;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Ends child runs that nobody waits for any more. One thread at a time. */
final class ChildEnds {
  private final Clocks clocks;
  private final Sessions sessions;
  private final Counters counters;
  private final Runs runs;

  ChildEnds(Clocks clocks, Sessions sessions, Counters counters, Runs runs) {
    this.clocks = clocks;
    this.sessions = sessions;
    this.counters = counters;
    this.runs = runs;
  }

  /** Ends all child runs of a run that is over. */
  void cancelAll(RunId parent) {
    Set<RunId> all = new TreeSet<>(sessions.inStore());
    // A child that is being begun has no event in the store yet.
    sessions.all().forEach(session -> all.add(session.id()));
    for (RunId run : all) {
      if (ChildIds.mayBe(run, parent)) {
        cancel(run, task -> task.run().equals(parent));
      }
    }
  }

  /** Ends the runs of all attempts at a task that takes no result any more. */
  void cancel(RunId parent, ChildBook.Left task) {
    for (int attempt = 1; attempt <= task.attempts(); attempt++) {
      ParentTask one = new ParentTask(parent, task.step(), task.round(), task.index(), attempt);
      cancel(ChildIds.of(one), one::equals);
    }
  }

  /**
   * Ends a run that was found, where its parent is over, has a result without it, or is in a later
   * round.
   */
  void cancelIfInVain(RunId child, ParentTask task) {
    RunId parent = task.run();
    Optional<RunSession> session = sessions.find(parent);
    boolean over =
        session.isPresent()
            ? session.get().status().isFinal() || isSettled(session.get().ledger(), task)
            : sessions.exists(parent) && sessions.isOver(parent);
    if (over) {
      cancel(child, task::equals);
    }
  }

  private static boolean isSettled(TaskLedger ledger, ParentTask task) {
    return task.step() < ledger.steps()
        && (ledger.round(task.step()) > task.round()
            || ledger.round(task.step()) == task.round()
                && ledger.isDone(task.step(), task.index()));
  }

  private void cancel(RunId child, Predicate<ParentTask> own) {
    try {
      Optional<RunSession> open = sessions.find(child);
      if (open.isEmpty() && (!sessions.exists(child) || sessions.isOver(child))) {
        return;
      }
      RunStarted started = open.isEmpty() ? sessions.started(child) : open.get().ledger().started();
      if (started != null && started.parent().filter(own).isPresent()) {
        RunSession session = open.orElseGet(() -> runs.load(child));
        if (!session.status().isFinal()) {
          runs.handle(session, new RunCommand.Cancel(clocks.millis()));
        }
      }
    } catch (PortFailure.Corrupt e) {
      counters.damaged(child, e);
    }
  }
}
