package dev.pawl.simulation;

import org.jspecify.annotations.Nullable;

/** A guarantee was broken. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    this(message, null);
  }

  Violation(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean kept, String message) {
    if (!kept) {
      throw new Violation(message);
    }
  }

  /** What is told of a seed: what was broken, the end of its trace, and how to see it again. */
  static Violation of(
      long seed,
      Scenario scenario,
      @Nullable PlantedBug bug,
      String what,
      String tail,
      Throwable cause) {
    StringBuilder replay = new StringBuilder("./pawl simulate --seed " + seed);
    if (scenario != Scenario.ANYTHING) {
      replay.append(" --scenario ").append(scenario);
    }
    if (bug != null) {
      replay.append(" --bug ").append(bug);
    }
    return new Violation("seed " + seed + ": " + what + "\n" + tail + "replay: " + replay, cause);
  }
}
