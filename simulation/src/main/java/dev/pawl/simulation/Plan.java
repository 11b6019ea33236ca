package dev.pawl.simulation;

import dev.pawl.testkit.faults.BlobFaults;
import dev.pawl.testkit.faults.EventStoreFaults;
import dev.pawl.testkit.faults.QueueFaults;
import java.time.Duration;

/**
 * How one simulation goes wrong, drawn from its seed. Every fault is absent from some seeds, so
 * that none hides another.
 *
 * @param ticks how long the disturbed part lasts
 * @param durable whether the queue outlives the orchestrator's process; otherwise it and the
 *     workers end with it
 */
record Plan(
    int ticks, boolean durable, int runs, int workers, int widest, Rates rates, Ports ports) {

  /**
   * Probabilities at each tick, or for each task.
   *
   * @param crash of a worker
   * @param takeover of a new orchestrator after the old one died
   * @param pausedOwner that the old orchestrator was only paused and comes back
   * @param lease that a worker loses its claims and goes on
   * @param jump of the wall clock
   * @param command of a user
   * @param flaky that an attempt fails
   * @param slow that an attempt takes long
   * @param poison that a task always fails
   */
  record Rates(
      double crash,
      double takeover,
      double pausedOwner,
      double lease,
      double jump,
      double command,
      double flaky,
      double slow,
      double poison) {}

  /** Faults of the ports. */
  record Ports(QueueFaults queue, EventStoreFaults store, BlobFaults blobs) {}

  static Plan of(Luck luck) {
    boolean durable = luck.happens(0.7);
    int widest = luck.happens(0.02) ? 1_400 : luck.happens(0.2) ? 40 : 6;
    return new Plan(
        luck.between(150, 900),
        durable,
        luck.between(1, 3),
        luck.between(1, 4),
        widest,
        new Rates(
            some(luck, 0.01),
            some(luck, 0.008),
            durable ? some(luck, 0.3) : 0,
            some(luck, 0.01),
            some(luck, 0.03),
            some(luck, 0.02),
            some(luck, 0.2),
            some(luck, 0.15),
            widest > 1_000 ? 0 : some(luck, 0.05)),
        new Ports(
            new QueueFaults(
                some(luck, 0.15),
                some(luck, 0.2),
                Duration.ofSeconds(luck.between(1, 8)),
                some(luck, 0.5),
                some(luck, 0.1),
                some(luck, 0.03)),
            new EventStoreFaults(
                some(luck, 0.005), some(luck, 0.02), some(luck, 0.05), some(luck, 0.04)),
            BlobFaults.none().withUnavailable(some(luck, 0.05))));
  }

  private static double some(Luck luck, double most) {
    return luck.happens(0.5) ? 0 : most * luck.nextDouble();
  }
}
