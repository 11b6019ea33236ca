package dev.pawl.simulation;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The moods of users' functions: once they have begun, a function throws, loops or returns too much
 * now and then.
 */
final class Moods {
  /** A fan-out of more values is too much. */
  static final int MOST_VALUES = 10_000;

  private final double probability;
  private final Luck luck;
  private final Tally tally;
  private final Set<String> moody = new TreeSet<>();
  private boolean begun;
  private boolean looped;

  Moods(double probability, Luck luck, Tally tally) {
    this.probability = probability;
    this.luck = luck;
    this.tally = tally;
  }

  Tally tally() {
    return tally;
  }

  /** From now on functions may misbehave. */
  void begin() {
    begun = true;
  }

  private boolean strikes() {
    if (!begun || probability == 0 || !luck.happens(probability)) {
      return false;
    }
    tally.add(Tally.Mishap.BAD_FUNCTION);
    return true;
  }

  /** What a function of a process returns, or throws. */
  <T> T of(String process, Supplier<T> function) {
    if (strikes()) {
      moody.add(process);
      throw new IllegalStateException("a function in a bad mood");
    }
    return function.get();
  }

  /** The values of a fan-out of a process; too many of them, or none because it throws. */
  List<Item> listOf(String process, Supplier<List<Item>> function) {
    if (strikes()) {
      moody.add(process);
      if (luck.nextBoolean()) {
        return Collections.nCopies(MOST_VALUES + 1, new Item(1));
      }
      throw new IllegalStateException("a function in a bad mood");
    }
    return function.get();
  }

  /** Whether a call gives no answer in time. */
  boolean loops() {
    boolean loops = strikes();
    looped |= loops;
    return loops;
  }

  /** Whether a function of a process may have misbehaved. */
  boolean mayHaveStruck(String process) {
    return looped || moody.contains(process);
  }
}
