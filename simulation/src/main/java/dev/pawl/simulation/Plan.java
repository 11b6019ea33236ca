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
 */
record Plan(int ticks, Shape shape, Machines machines, Troubles troubles, Ports ports) {

  /**
   * What is deployed.
   *
   * @param durable whether the queue outlives the orchestrator's process; otherwise it and the
   *     workers end with it
   * @param files whether events are kept in files of a disk; otherwise in memory, by a store that
   *     several orchestrators may share
   * @param workers of each pool
   * @param slots of each worker
   * @param widest how many values a first fan-out may have
   */
  record Shape(
      boolean durable, boolean files, int runs, int workers, int slots, int pools, int widest) {}

  /**
   * Probabilities at each tick.
   *
   * @param crash of a worker
   * @param takeover of a new orchestrator after the old one died
   * @param paused that the old orchestrator was only paused and comes back
   * @param rival that a second orchestrator is started beside the first
   * @param lease that a worker loses its claims and goes on
   * @param cut of the power of the orchestrator's machine
   * @param full that its disk is full for a while
   */
  record Machines(
      double crash,
      double takeover,
      double paused,
      double rival,
      double lease,
      double cut,
      double full) {}

  /**
   * Probabilities at each tick, or for each task or call.
   *
   * @param jump of the wall clock
   * @param command of a user
   * @param flaky that an attempt fails
   * @param slow that an attempt takes long
   * @param straggling that an attempt takes so long that all others may be done meanwhile
   * @param poison that a task always fails
   * @param moody that a user's function throws, loops or returns too much
   */
  record Troubles(
      double jump,
      double command,
      double flaky,
      double slow,
      double straggling,
      double poison,
      double moody) {}

  /**
   * Faults of the ports.
   *
   * @param damaged that a read of a blob meets damage, once
   */
  record Ports(QueueFaults queue, EventStoreFaults store, BlobFaults blobs, double damaged) {}

  static Plan of(Luck luck) {
    Shape shape = shape(luck);
    Machines machines =
        new Machines(
            some(luck, 0.01),
            some(luck, 0.008),
            shape.durable() ? some(luck, 0.3) : 0,
            shape.durable() && !shape.files() ? some(luck, 0.01) : 0,
            some(luck, 0.01),
            shape.files() ? some(luck, 0.01) : 0,
            shape.files() ? some(luck, 0.005) : 0);
    Troubles troubles =
        new Troubles(
            some(luck, 0.03),
            some(luck, 0.02),
            some(luck, 0.2),
            some(luck, 0.15),
            shape.widest() > 1_000 ? 0 : some(luck, 0.1),
            shape.widest() > 1_000 ? 0 : some(luck, 0.05),
            some(luck, 0.1));
    Ports ports =
        new Ports(
            queue(luck),
            new EventStoreFaults(
                some(luck, 0.005), some(luck, 0.02), some(luck, 0.05), some(luck, 0.04)),
            BlobFaults.none().withUnavailable(some(luck, 0.05)),
            some(luck, 0.05));
    return new Plan(luck.between(150, 900), shape, machines, troubles, ports);
  }

  private static Shape shape(Luck luck) {
    return new Shape(
        luck.happens(0.7),
        luck.happens(0.3),
        luck.between(1, 3),
        luck.between(1, 3),
        luck.happens(0.3) ? luck.between(2, 3) : 1,
        luck.happens(0.3) ? 2 : 1,
        luck.happens(0.02) ? 1_400 : luck.happens(0.3) ? 40 : 6);
  }

  private static QueueFaults queue(Luck luck) {
    return new QueueFaults(
        some(luck, 0.15),
        luck.between(2, 5),
        some(luck, 0.2),
        Duration.ofSeconds(luck.between(1, 8)),
        some(luck, 0.5),
        luck.happens(0.5) ? 1 : 1_000,
        some(luck, 0.1),
        some(luck, 0.05));
  }

  private static double some(Luck luck, double most) {
    return luck.happens(0.5) ? 0 : most * luck.nextDouble();
  }

  /** The same in a fourth of the time; what is disturbed is disturbed as often. */
  Plan brief() {
    return new Plan(100 + ticks / 4, shape, machines, troubles, ports);
  }

  Plan with(Shape value) {
    return new Plan(ticks, value, machines, troubles, ports);
  }

  Plan with(Machines value) {
    return new Plan(ticks, shape, value, troubles, ports);
  }

  Plan with(Troubles value) {
    return new Plan(ticks, shape, machines, value, ports);
  }

  Plan with(Ports value) {
    return new Plan(ticks, shape, machines, troubles, value);
  }
}
