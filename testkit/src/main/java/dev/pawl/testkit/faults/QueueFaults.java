package dev.pawl.testkit.faults;

import java.time.Duration;

/**
 * How often a queue misbehaves, as probabilities from 0 to 1; begin with {@link #none}.
 *
 * @param duplicate that a sent message is sent twice
 * @param delay that a sent message appears later only
 * @param longestDelay the bound of such a delay, by the clock of the wrapper
 * @param reorder that the deliveries of one receive are shuffled
 * @param lostAcknowledgement that an acknowledged message is delivered again
 * @param unavailable that a call fails with Unavailable; half of the failing sends and settlements
 *     were done all the same, in whole or in part
 */
public record QueueFaults(
    double duplicate,
    double delay,
    Duration longestDelay,
    double reorder,
    double lostAcknowledgement,
    double unavailable) {
  public QueueFaults {
    Chance.require("duplicate", duplicate);
    Chance.require("delay", delay);
    Chance.require("reorder", reorder);
    Chance.require("lostAcknowledgement", lostAcknowledgement);
    Chance.require("unavailable", unavailable);
  }

  /** A queue that behaves. */
  public static QueueFaults none() {
    return new QueueFaults(0, 0, Duration.ZERO, 0, 0, 0);
  }

  /** The same with duplicates. */
  public QueueFaults withDuplicate(double probability) {
    return new QueueFaults(
        probability, delay, longestDelay, reorder, lostAcknowledgement, unavailable);
  }

  /** The same with delays. */
  public QueueFaults withDelay(double probability, Duration longest) {
    return new QueueFaults(
        duplicate, probability, longest, reorder, lostAcknowledgement, unavailable);
  }

  /** The same with reordering. */
  public QueueFaults withReorder(double probability) {
    return new QueueFaults(
        duplicate, delay, longestDelay, probability, lostAcknowledgement, unavailable);
  }

  /** The same with lost acknowledgements. */
  public QueueFaults withLostAcknowledgement(double probability) {
    return new QueueFaults(duplicate, delay, longestDelay, reorder, probability, unavailable);
  }

  /** The same with failing calls. */
  public QueueFaults withUnavailable(double probability) {
    return new QueueFaults(
        duplicate, delay, longestDelay, reorder, lostAcknowledgement, probability);
  }
}
