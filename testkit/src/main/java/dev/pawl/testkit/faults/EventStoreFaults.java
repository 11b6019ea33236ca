package dev.pawl.testkit.faults;

/**
 * How often an event store misbehaves, as probabilities from 0 to 1; begin with {@link #none}.
 *
 * @param unavailable that a call fails with Unavailable and does nothing
 * @param lostAnswer that a call of append fails with Unavailable although everything was written
 * @param refused that one stream's append is refused with Unavailable, and the others go on
 * @param conflict that one stream's append is refused with Conflict, though nobody else has written
 */
public record EventStoreFaults(
    double unavailable, double lostAnswer, double refused, double conflict) {
  public EventStoreFaults {
    Chance.require("unavailable", unavailable);
    Chance.require("lostAnswer", lostAnswer);
    Chance.require("refused", refused);
    Chance.require("conflict", conflict);
  }

  /** A store that behaves. */
  public static EventStoreFaults none() {
    return new EventStoreFaults(0, 0, 0, 0);
  }

  /** The same with failing calls. */
  public EventStoreFaults withUnavailable(double probability) {
    return new EventStoreFaults(probability, lostAnswer, refused, conflict);
  }

  /** The same with lost answers. */
  public EventStoreFaults withLostAnswer(double probability) {
    return new EventStoreFaults(unavailable, probability, refused, conflict);
  }

  /** The same with streams that are refused. */
  public EventStoreFaults withRefused(double probability) {
    return new EventStoreFaults(unavailable, lostAnswer, probability, conflict);
  }

  /** The same with conflicts. */
  public EventStoreFaults withConflict(double probability) {
    return new EventStoreFaults(unavailable, lostAnswer, refused, probability);
  }
}
