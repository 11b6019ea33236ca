package dev.pawl.simulation;

/** A guarantee was broken. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message);
  }

  static void unless(boolean kept, String message) {
    if (!kept) {
      throw new Violation(message);
    }
  }
}
