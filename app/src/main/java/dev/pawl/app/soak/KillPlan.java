package dev.pawl.app.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Whom to kill in a run, and when, drawn from a seed: by the number of confirmed tasks, so that
 * they meet a run at all its parts, on any machine. Not safe for use by several threads.
 */
final class KillPlan {
  /** A worker is killed twice as often as the owner. */
  private static final int OWNER_IN = 3;

  /** So that those are hit too who have just begun. */
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private final Deque<Kill> kills;

  /**
   * A plan of one run.
   *
   * @param tasks of the run
   * @param workers that there are
   */
  KillPlan(long seed, int tasks, int kills, int workers) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Kill> drawn = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      int after = random.nextInt(tasks);
      Duration pause = Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS));
      boolean owner = random.nextInt(OWNER_IN) == 0;
      int worker = random.nextInt(workers);
      drawn.add(new Kill(after, pause, owner ? -1 : worker));
    }
    drawn.sort(Comparator.comparingInt(Kill::afterTasks));
    this.kills = new ArrayDeque<>(drawn);
  }

  /**
   * A kill.
   *
   * @param afterTasks when so many tasks of the run are confirmed
   * @param pause and so long after that, and after the kill before; none where the next one is due
   *     too, so that no run is too quick for its kills
   * @param worker its number from 0, or -1 for the owner
   */
  record Kill(int afterTasks, Duration pause, int worker) {
    boolean ofOwner() {
      return worker < 0;
    }
  }

  /** Whether more than one is to be done when so many tasks are confirmed. */
  boolean isLate(long confirmed) {
    return kills.stream().filter(kill -> kill.afterTasks() <= confirmed).limit(2).count() > 1;
  }

  /** Those that are still to be done, in order; the caller takes them away. */
  Deque<Kill> kills() {
    return kills;
  }
}
