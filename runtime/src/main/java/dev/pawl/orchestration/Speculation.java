package dev.pawl.orchestration;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.orchestration.RunningTasks.Running;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.TrySecondAttempt;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Looks for stragglers from time to time, and asks the aggregate for a second attempt: where nine
 * tenths of a step are confirmed, no task waits for a worker of its pool, and one runs longer than
 * twice as long as nearly all others did. It decides nothing.
 *
 * <p>One for each pool at a look, the longest first: at the next the queue tells whether workers
 * are free for more.
 */
final class Speculation {
  private final Duration period;
  private final OrchestratorParts.Stragglers stragglers;
  private final Clocks clocks;
  private final Sessions sessions;
  private final TaskQueue queue;
  private long lastNanos;

  Speculation(
      OrchestratorParts.Settings settings, Clocks clocks, Sessions sessions, TaskQueue queue) {
    this.period = settings.timeoutPeriod();
    this.stragglers = settings.stragglers();
    this.clocks = clocks;
    this.sessions = sessions;
    this.queue = queue;
    this.lastNanos = clocks.nanos();
  }

  /** Asks for what straggles; gives how many. Does nothing before the period has passed. */
  int step(List<Running> running, BiConsumer<RunSession, RunCommand> ask) {
    long now = clocks.nanos();
    if (now - lastNanos < period.toNanos()) {
      return 0;
    }
    lastNanos = now;
    Set<String> asked = new HashSet<>();
    running.stream()
        .filter(one -> now - one.startedNanos() > stragglers.shortest().toNanos())
        .sorted(Comparator.comparingLong(Running::startedNanos))
        .forEach(one ->
            sessions
                .find(one.task().run())
                .filter(session -> straggles(session, one, now))
                .ifPresent(session -> {
                  if (isIdle(pool(session, one), asked)) {
                    ask.accept(session, command(one, now));
                  }
                }));
    return asked.size();
  }

  private TrySecondAttempt command(Running one, long now) {
    return new TrySecondAttempt(
        clocks.millis(),
        one.task().step(),
        one.round(),
        one.task().index(),
        one.attempt(),
        TimeUnit.NANOSECONDS.toMillis(now - one.startedNanos()));
  }

  private static TaskPolicy policy(RunSession session, Running one) {
    return session.graph().orElseThrow().step(one.task().step()).policy();
  }

  private static String pool(RunSession session, Running one) {
    return policy(session, one).pool();
  }

  private boolean straggles(RunSession session, Running one, long now) {
    TaskLedger ledger = session.ledger();
    int step = one.task().step();
    int index = one.task().index();
    if (session.status() != RunStatus.RUNNING
        || session.graph().isEmpty()
        || !session.waitsFor(step, one.round(), index, one.attempt())
        || ledger.hadSecond(step, index)
        || !policy(session, one).speculative()) {
      return false;
    }
    Durations durations = session.book().durations(step);
    long slow = TimeUnit.MICROSECONDS.toNanos(2 * durations.percentile95Micros());
    if (!durations.areKnown() || now - one.startedNanos() <= slow) {
      return false;
    }
    RunStarted started = Objects.requireNonNull(ledger.started());
    int width = RunProgress.width(started.steps(), ledger, step);
    return ledger.doneCount(step) > 0 && ledger.doneCount(step) >= stragglers.done() * width - 1e-6;
  }

  /** Whether nothing waits for a worker of a pool, and none of its tasks was asked for. */
  private boolean isIdle(String pool, Set<String> asked) {
    try {
      return !asked.contains(pool)
          && sessions.all().stream().noneMatch(session -> session.book().waits(pool))
          && queue.depth("tasks." + pool) == 0
          && asked.add(pool);
    } catch (PortFailure.Unavailable e) {
      return false;
    }
  }
}
