package dev.pawl.engine;

import java.util.Locale;

/** A run came to a halt without a result. */
public final class RunEndedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Outcome outcome;

  RunEndedException(Outcome outcome) {
    super(
        "run "
            + outcome.run()
            + " should be completed, found it "
            + outcome.status().name().toLowerCase(Locale.ROOT)
            + (outcome.detail().isEmpty() ? "" : ": " + outcome.detail()));
    this.outcome = outcome;
  }

  /** How the run stands, and why. */
  public Outcome outcome() {
    return outcome;
  }
}
