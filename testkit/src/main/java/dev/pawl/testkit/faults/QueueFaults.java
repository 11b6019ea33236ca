package dev.pawl.testkit.faults;

import java.time.Duration;

/**
 * How often a queue misbehaves, as probabilities from 0 to 1; begin with {@link #none}.
 *
 * @param duplicate that a sent message is sent more than once
 * @param mostCopies how often such a message is sent at most, 2 or more
 * @param delay that a sent message appears later only
 * @param longestDelay the bound of such a delay, by the clock of the wrapper
 * @param reorder that a receive takes any of the messages that wait, in any order
 * @param window how many of those that wait longest it draws from; 1: only what it receives anyway
 *     is shuffled
 * @param lostAcknowledgement that an acknowledged message is delivered again
 * @param unavailable that a call fails with Unavailable; a failing send or settlement was done all
 *     the same, in whole, in part or not at all
 */
public record QueueFaults(
    double duplicate,
    int mostCopies,
    double delay,
    Duration longestDelay,
    double reorder,
    int window,
    double lostAcknowledgement,
    double unavailable) {
  public QueueFaults {
    Chance.require("duplicate", duplicate);
    Chance.require("delay", delay);
    Chance.require("reorder", reorder);
    Chance.require("lostAcknowledgement", lostAcknowledgement);
    Chance.require("unavailable", unavailable);
    if (mostCopies < 2 || window < 1) {
      throw new IllegalArgumentException(
          "copies should be 2 or more and the window 1 or more, found "
              + mostCopies
              + " and "
              + window);
    }
  }

  /** A queue that behaves. */
  public static QueueFaults none() {
    return new QueueFaults(0, 2, 0, Duration.ZERO, 0, 1, 0, 0);
  }

  /** The same with messages that come twice. */
  public QueueFaults withDuplicate(double probability) {
    return withDuplicate(probability, 2);
  }

  /** The same with messages that come up to {@code copies} times. */
  public QueueFaults withDuplicate(double probability, int copies) {
    return new QueueFaults(
        probability,
        copies,
        delay,
        longestDelay,
        reorder,
        window,
        lostAcknowledgement,
        unavailable);
  }

  /** The same with delays. */
  public QueueFaults withDelay(double probability, Duration longest) {
    return new QueueFaults(
        duplicate,
        mostCopies,
        probability,
        longest,
        reorder,
        window,
        lostAcknowledgement,
        unavailable);
  }

  /** The same with deliveries that are shuffled. */
  public QueueFaults withReorder(double probability) {
    return withReorder(probability, 1);
  }

  /** The same with deliveries out of a window. */
  public QueueFaults withReorder(double probability, int messages) {
    return new QueueFaults(
        duplicate,
        mostCopies,
        delay,
        longestDelay,
        probability,
        messages,
        lostAcknowledgement,
        unavailable);
  }

  /** The same with lost acknowledgements. */
  public QueueFaults withLostAcknowledgement(double probability) {
    return new QueueFaults(
        duplicate, mostCopies, delay, longestDelay, reorder, window, probability, unavailable);
  }

  /** The same with failing calls. */
  public QueueFaults withUnavailable(double probability) {
    return new QueueFaults(
        duplicate,
        mostCopies,
        delay,
        longestDelay,
        reorder,
        window,
        lostAcknowledgement,
        probability);
  }
}
