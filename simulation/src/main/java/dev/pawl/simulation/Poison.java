package dev.pawl.simulation;

import java.util.Objects;
import java.util.SplittableRandom;

/** Which tasks of which runs always fail, and how. */
final class Poison {
  private final long seed;
  private final Plan plan;

  /** What a poisonous task does. */
  enum Kind {
    NONE,
    PERMANENT,
    THROWS,
    /** It ends its worker's process. */
    KILLS
  }

  Poison(long seed, Plan plan) {
    this.seed = seed;
    this.plan = plan;
  }

  /** What a task does; the same in the runs of all rounds and attempts of a child. */
  Kind of(String id, String step, int index) {
    String run = id.replaceAll("(\\.\\d+-\\d+)(?:-r\\d+)?(?:-\\d+)?", "$1");
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003 + Objects.hash(run, step, index));
    if (random.nextDouble() >= plan.troubles().poison()) {
      return Kind.NONE;
    }
    Kind kind = Kind.values()[random.nextInt(1, 4)];
    return kind == Kind.KILLS && !plan.shape().durable() ? Kind.THROWS : kind;
  }
}
