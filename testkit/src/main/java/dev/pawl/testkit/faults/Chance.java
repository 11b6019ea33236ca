package dev.pawl.testkit.faults;

import java.util.random.RandomGenerator;

/**
 * Draws from one seeded generator. A chance of 0 draws nothing, so that a fault that is switched
 * off shifts no other.
 */
final class Chance {
  private final RandomGenerator random;

  Chance(RandomGenerator random) {
    this.random = random;
  }

  synchronized boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** A number from 0 to {@code bound}, which is excluded. */
  synchronized long below(long bound) {
    return bound <= 0 ? 0 : random.nextLong(bound);
  }

  /** Checks a probability. */
  static void require(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of " + name + " should be from 0 to 1, found " + probability);
    }
  }
}
