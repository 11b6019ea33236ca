package dev.pawl.orchestration;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.orchestration.RunningTasks.Running;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.TaskQueue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Asks for what time brings: planned retries that are due, tasks that run too long, and second
 * attempts beside those that take much longer than others. It decides nothing. One thread at a
 * time.
 */
final class Timers {
  private final Clocks clocks;
  private final Sessions sessions;
  private final RunningTasks running;
  private final Timeouts timeouts;
  private final Speculation speculation;

  /** Runs that may have planned retries. */
  private final Set<RunSession> retrying = new LinkedHashSet<>();

  Timers(
      OrchestratorParts.Settings settings,
      Clocks clocks,
      Sessions sessions,
      RunningTasks running,
      TaskQueue queue) {
    this.clocks = clocks;
    this.sessions = sessions;
    this.running = running;
    this.timeouts = new Timeouts(settings.timeoutPeriod(), settings.timeoutAllowance(), clocks);
    this.speculation = new Speculation(settings, clocks, sessions, queue);
  }

  /** Something of a run changed, or it was loaded. */
  void consider(RunSession session) {
    if (session.ledger().nextRetryAt() != Long.MAX_VALUE) {
      retrying.add(session);
    }
  }

  /** A run is not in memory any more. */
  void forget(RunSession session) {
    retrying.remove(session);
  }

  /** Puts what is due to the runs; gives how much that was. */
  int step(BiConsumer<RunSession, RunCommand> ask) {
    int work = 0;
    long now = clocks.millis();
    for (RunSession session : List.copyOf(retrying)) {
      if (session.ledger().nextRetryAt() == Long.MAX_VALUE) {
        retrying.remove(session);
      } else if (session.status() == RunStatus.RUNNING && session.ledger().nextRetryAt() <= now) {
        ask.accept(session, new RunCommand.IssueRetries(now));
        work++;
      }
    }
    List<Running> all = running.all();
    work +=
        timeouts.step(
            all,
            this::policy,
            (one, tryTimeout) ->
                sessions
                    .find(one.task().run())
                    .ifPresent(session -> ask.accept(session, tryTimeout)));
    return work + speculation.step(all, ask);
  }

  private TaskPolicy policy(Running one) {
    return sessions
        .find(one.task().run())
        .flatMap(RunSession::graph)
        .map(graph -> graph.step(one.task().step()).policy())
        .orElse(TaskPolicy.DEFAULT);
  }
}
