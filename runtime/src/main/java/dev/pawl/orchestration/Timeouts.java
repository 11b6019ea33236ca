package dev.pawl.orchestration;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.orchestration.RunningTasks.Running;
import dev.pawl.run.RunCommand.TryTimeout;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Looks at the view of running tasks from time to time and asks the aggregate about those that take
 * too long. It decides nothing. Workers stop their own tasks at the timeout; this is for workers
 * that do not answer, hence the allowance on top.
 */
final class Timeouts {
  private final Duration period;
  private final Duration allowance;
  private final Clocks clocks;
  private long lastNanos;

  Timeouts(Duration period, Duration allowance, Clocks clocks) {
    this.period = period;
    this.allowance = allowance;
    this.clocks = clocks;
    this.lastNanos = clocks.nanos();
  }

  /**
   * Asks about every task that is over its time; gives how many. Does nothing before the period has
   * passed.
   */
  int step(
      List<Running> running,
      Function<Running, TaskPolicy> policy,
      BiConsumer<Running, TryTimeout> ask) {
    long now = clocks.nanos();
    if (now - lastNanos < period.toNanos()) {
      return 0;
    }
    lastNanos = now;
    int asked = 0;
    for (Running one : running) {
      long limit = policy.apply(one).timeout().plus(allowance).toNanos();
      if (now - one.startedNanos() > limit) {
        ask.accept(
            one,
            new TryTimeout(
                clocks.millis(),
                one.task().step(),
                one.round(),
                one.task().index(),
                one.attempt()));
        asked++;
      }
    }
    return asked;
  }
}
