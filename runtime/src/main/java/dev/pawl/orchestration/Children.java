package dev.pawl.orchestration;

import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins the runs that tasks of other runs stand for, and puts what became of them to their
 * parents. A child is an ordinary run, whose first event names its parent's task; a parent hears of
 * it by an ordinary result or failure. Nothing is remembered that the logs of both do not say:
 * after a crash the tasks that are outstanding are looked up by the ids of their children, and what
 * was decided on a state that was thrown away is done again. One thread at a time.
 */
final class Children {
  /** So many child runs of one parent are in memory at a time. */
  static final int MOST = 256;

  /** So many are begun at one step, so that other runs have their turn. */
  private static final int MOST_AT_ONCE = 32;

  private static final long PAUSE_NANOS = 1_000_000_000;

  private final OrchestratorParts parts;
  private final Sessions sessions;
  private final Counters counters;
  private final Runs runs;
  private final ChildOutcomes outcomes;
  private final ChildStarts starts;
  private final ChildEnds ends;
  private final Set<RunSession> due = new LinkedHashSet<>();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private long notBeforeNanos;

  Children(OrchestratorParts parts, Sessions sessions, Counters counters, Runs runs) {
    this.parts = parts;
    this.sessions = sessions;
    this.counters = counters;
    this.runs = runs;
    this.outcomes = new ChildOutcomes(parts.clocks(), sessions, counters, runs);
    this.starts =
        new ChildStarts(parts.clocks(), parts.definitions(), sessions, counters, runs, outcomes);
    this.ends = new ChildEnds(parts.clocks(), sessions, counters, runs);
    this.notBeforeNanos = parts.clocks().nanos();
  }

  /** A run is in memory, as its log has it. */
  void loaded(RunSession session) {
    session
        .children()
        .ifPresent(book -> {
          book.takeLeft();
          due.add(session);
          if (session.status().isFinal()) {
            tasks.add(() -> ends.cancelAll(session.id()));
          } else {
            lookUpQuarantined(session, book);
          }
        });
    parent(session).ifPresent(task -> tasks.add(() -> ends.cancelIfInVain(session.id(), task)));
  }

  /** The end of a child whose task was given up may not have been told before a crash. */
  private void lookUpQuarantined(RunSession session, ChildBook book) {
    TaskLedger ledger = session.ledger();
    for (int step : book.steps()) {
      ledger
          .quarantined(step)
          .forEach(index -> {
            for (int attempt = ledger.attempt(step, index); attempt > 0; attempt--) {
              ParentTask task =
                  new ParentTask(session.id(), step, ledger.round(step), index, attempt);
              tasks.add(() -> starts.lookUp(task));
            }
          });
    }
  }

  /**
   * Somebody asks for a run that is well: its children are looked up too, as another owner may have
   * taken them and gone.
   */
  void lookAgain(RunSession session) {
    session
        .children()
        .ifPresent(book -> {
          book.comeBack();
          due.add(session);
          lookUpQuarantined(session, book);
        });
  }

  /** A run is not in memory any more. */
  void forget(RunSession session) {
    due.remove(session);
  }

  /**
   * A run was given up. A child that another orchestrator owns takes its parent along, which that
   * one owns too, or whoever is asked for it next; one that cannot be written has failed.
   */
  void givenUp(RunSession session, PortFailure failure) {
    ParentTask task = parent(session).orElse(null);
    if (task == null) {
      return;
    }
    if (failure instanceof PortFailure.Fenced) {
      sessions.find(task.run()).ifPresent(parent -> runs.giveUp(parent, failure));
    } else {
      String error = "child run " + session.id() + " cannot be written: " + failure.getMessage();
      tasks.add(() -> outcomes.fail(task, error));
    }
  }

  /** Events of a run are durable, and its books have them. */
  void durable(RunSession session, List<RunEvent> events) {
    session
        .children()
        .ifPresent(book -> {
          due.add(session);
          book.takeLeft().forEach(left -> tasks.add(() -> ends.cancel(session.id(), left)));
          if (session.status().isFinal() && book.mayBeOpen()) {
            tasks.add(() -> ends.cancelAll(session.id()));
          }
        });
    parent(session)
        .ifPresent(task -> {
          for (RunEvent event : events) {
            if (ChildOutcomes.tells(event)) {
              tasks.add(() -> starts.tell(task, session.id(), event));
            }
          }
        });
  }

  /** Whether nothing is to be done. */
  boolean isIdle() {
    return tasks.isEmpty() && due.isEmpty();
  }

  /** Tells, cancels and begins what there is; gives how much that was. */
  int step() {
    if (isIdle() || parts.clocks().nanos() - notBeforeNanos < 0) {
      return 0;
    }
    int work = 0;
    try {
      for (Runnable task = tasks.peek(); task != null && work < MOST_AT_ONCE; task = tasks.peek()) {
        Runnable done = task;
        runs.insist(() -> again(done));
        task.run();
        tasks.remove();
        work++;
      }
      for (RunSession parent : List.copyOf(due)) {
        work += begin(parent);
      }
    } catch (PortFailure.Unavailable e) {
      counters.unavailable("child runs", e);
      pause();
    }
    return work;
  }

  private void pause() {
    notBeforeNanos = parts.clocks().nanos() + PAUSE_NANOS;
  }

  /** What a task did was decided on a state that was thrown away. */
  private void again(Runnable task) {
    tasks.add(task);
    pause();
  }

  private static Optional<ParentTask> parent(RunSession session) {
    return Optional.ofNullable(session.ledger().started()).flatMap(RunStarted::parent);
  }

  /** Begins runs for tasks that wait, as far as there is room; more when some have ended. */
  private int begin(RunSession parent) {
    ChildBook book = parent.children().orElseThrow();
    int count = 0;
    while (count < MOST_AT_ONCE && mayBegin(parent, book)) {
      ChildBook.Waiting next = book.next().orElse(null);
      ParentTask task = next == null ? null : durable(parent, book, next);
      if (next == null || task == null) {
        break;
      }
      if (parent.waitsFor(task.step(), task.round(), task.index(), task.attempt())) {
        runs.insist(() -> comeBack(task));
        starts.begin(parent, task);
      }
      book.begin(next);
      count++;
    }
    if (count < MOST_AT_ONCE) {
      due.remove(parent);
    }
    return count;
  }

  private boolean mayBegin(RunSession parent, ChildBook book) {
    return parent.status() == RunStatus.RUNNING
        && book.begun() < MOST
        && sessions.find(parent.id()).equals(Optional.of(parent));
  }

  /** A task as it is durable; null where the state of the run is ahead of that. */
  private static @Nullable ParentTask durable(
      RunSession parent, ChildBook book, ChildBook.Waiting next) {
    int round = book.round(next.step());
    int attempt = book.attempt(next.step(), next.index());
    return parent.ledger().round(next.step()) == round
            && parent.ledger().attempt(next.step(), next.index()) == attempt
        ? new ParentTask(parent.id(), next.step(), round, next.index(), attempt)
        : null;
  }

  /** Whether the child of a task was begun is not certain. */
  private void comeBack(ParentTask task) {
    RunSession parent = sessions.find(task.run()).orElse(null);
    ChildBook book = parent == null ? null : parent.children().orElse(null);
    if (parent != null
        && book != null
        && book.round(task.step()) == task.round()
        && book.attempt(task.step(), task.index()) == task.attempt()) {
      book.comeBack(task.step(), task.index());
      due.add(parent);
      pause();
    }
  }
}
