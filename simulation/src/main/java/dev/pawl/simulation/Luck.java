package dev.pawl.simulation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws everything that may go wrong; once it is calm, no chance happens any more. */
final class Luck implements RandomGenerator {
  private final SplittableRandom random;
  private boolean calm;

  Luck(long seed) {
    this.random = new SplittableRandom(seed);
  }

  void calm() {
    calm = true;
  }

  /** From now on things may go wrong. */
  void storm() {
    calm = false;
  }

  boolean isCalm() {
    return calm;
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  @Override
  public double nextDouble() {
    return calm ? Math.nextDown(1.0) : random.nextDouble();
  }

  /** Whether something of a probability happens now. */
  boolean happens(double probability) {
    return nextDouble() < probability;
  }

  /** A number from {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
