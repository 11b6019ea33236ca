package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.RoundBegan;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import java.util.HashMap;
import java.util.Map;

/**
 * The view of second attempts of one run: how many there were, what they gained, and what they
 * wasted. Follows durable events. One thread at a time.
 */
public final class SecondAttempts {
  private final Map<Integer, Count> counts = new HashMap<>();
  private final Map<Task, Pair> open = new HashMap<>();

  /**
   * What second attempts of a step came to, in all rounds.
   *
   * @param issued how many
   * @param won how many of them gave the result that counts
   * @param wastedMillis wall-clock time of attempts that lost, waiting for a worker included
   */
  public record Count(int issued, int won, long wastedMillis) {
    /** None. */
    public static final Count NONE = new Count(0, 0, 0);

    private Count plus(Count more) {
      return new Count(issued + more.issued, won + more.won, wastedMillis + more.wastedMillis);
    }
  }

  private record Task(int step, int index) {}

  /** A first attempt that began at {@code firstMillis}, and a second; 0 where one has ended. */
  private record Pair(int second, long firstMillis, long secondMillis) {
    /** Time of the attempt that did not win, if it still ran. */
    long wasted(boolean secondWon, long now) {
      long since = secondWon ? firstMillis : secondMillis;
      return since == 0 ? 0 : Math.max(0, now - since);
    }

    Pair without(boolean theSecond) {
      return theSecond ? new Pair(second, firstMillis, 0) : new Pair(second, 0, secondMillis);
    }
  }

  /** What there was of a step. */
  public Count of(int step) {
    return counts.getOrDefault(step, Count.NONE);
  }

  /** Takes a durable event. */
  void on(RunEvent event) {
    if (event instanceof SecondAttemptIssued e) {
      open.put(
          new Task(e.step(), e.index()), new Pair(e.attempt(), e.time() - e.ranMillis(), e.time()));
      add(e.step(), new Count(1, 0, 0));
    }
    if (open.isEmpty()) {
      return;
    }
    switch (event) {
      case ResultsConfirmed e -> confirmed(e);
      case AttemptDropped e -> dropped(e);
      case RetryPlanned e -> open.remove(new Task(e.step(), e.index()));
      case TaskReissued e -> open.remove(new Task(e.step(), e.index()));
      case TaskQuarantined e -> open.remove(new Task(e.step(), e.index()));
      case QuarantineLifted e -> e.indexes().forEach(i -> open.remove(new Task(e.step(), i)));
      case RoundBegan e -> open.keySet().removeIf(task -> e.body().contains(task.step()));
      default -> {}
    }
  }

  private void confirmed(ResultsConfirmed e) {
    int place = 0;
    for (int index : e.indexes().toArray()) {
      Pair pair = open.remove(new Task(e.step(), index));
      if (pair != null) {
        boolean secondWon = !e.attempts().isEmpty() && e.attempts().get(place) == pair.second();
        add(e.step(), new Count(0, secondWon ? 1 : 0, pair.wasted(secondWon, e.time())));
      }
      place++;
    }
  }

  private void dropped(AttemptDropped e) {
    open.computeIfPresent(
        new Task(e.step(), e.index()),
        (_, pair) -> {
          boolean theSecond = e.attempt() == pair.second();
          add(e.step(), new Count(0, 0, pair.wasted(!theSecond, e.time())));
          return pair.without(theSecond);
        });
  }

  private void add(int step, Count more) {
    counts.merge(step, more, Count::plus);
  }
}
