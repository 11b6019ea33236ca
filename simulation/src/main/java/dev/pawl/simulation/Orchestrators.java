package dev.pawl.simulation;

import dev.pawl.files.log.SimulatedDisk;
import dev.pawl.simulation.Tally.Mishap;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The orchestrators of a deployment: one, or two that fight for the runs, and such as are paused
 * until long after another took over. Those over files share one machine, whose power may be cut.
 */
final class Orchestrators {
  private static final long LONGEST_FULL_NANOS = Duration.ofSeconds(20).toNanos();

  private final Deployment deployment;
  private final Plan plan;
  private final Luck luck;
  private final List<Owner> serving = new ArrayList<>();
  private final List<Owner> paused = new ArrayList<>();
  private final Runnable onLostQueue;
  private boolean cutting;
  private long fullUntil = Long.MIN_VALUE;
  private int born;

  /**
   * None yet.
   *
   * @param onLostQueue called where the queue was in the process that ended: all goes with it
   */
  Orchestrators(Deployment deployment, Runnable onLostQueue) {
    this.deployment = deployment;
    this.plan = deployment.plan;
    this.luck = deployment.luck;
    this.onLostQueue = onLostQueue;
  }

  boolean isServing() {
    return !serving.isEmpty();
  }

  /** How many can take a turn. */
  int size() {
    return serving.size() + paused.size();
  }

  /** Lets one of them act. */
  int step(int place) throws InterruptedException {
    try {
      if (place < serving.size()) {
        return serving.get(place).step(luck.between(0, Owner.PARTS - 1));
      }
      // A paused one is connected to no queue, but decides and writes what it had.
      return paused.get(place - serving.size()).step(2 * luck.between(0, 1));
    } catch (SimulatedDisk.Crash e) {
      cut();
      return 1;
    }
  }

  /** Something may happen to them. */
  void disturb() {
    Plan.Machines machines = plan.machines();
    if (luck.happens(machines.takeover()) && isServing()) {
      lose(serving.get(luck.between(0, serving.size() - 1)));
    }
    if (luck.happens(machines.rival()) && serving.size() == 1) {
      deployment.tally.add(Mishap.RIVAL);
      start();
    }
    if (luck.happens(machines.cut()) && isServing()) {
      cutting = true;
      deployment.logs.cutAfter(luck.between(0, 25));
    } else if (cutting && luck.happens(0.05)) {
      cut();
    }
    if (luck.happens(machines.full())) {
      deployment.tally.add(Mishap.FULL_DISK);
      deployment.trace.add("the disk is full");
      deployment.logs.leaveFree(luck.between(0, 4_096));
      fullUntil = deployment.clock.nanoTime() + (long) (luck.nextDouble() * LONGEST_FULL_NANOS);
    }
    keepAlive(0.05);
  }

  /** Replaces what has died, in time. */
  void keepAlive(double probability) {
    if (fullUntil != Long.MIN_VALUE && (luck.isCalm() || deployment.clock.nanoTime() > fullUntil)) {
      fullUntil = Long.MIN_VALUE;
      deployment.trace.add("the disk has space again");
      deployment.logs.free();
    }
    if (cutting && luck.isCalm()) {
      cut();
    }
    for (Owner owner : List.copyOf(serving)) {
      if (owner.ended()) {
        lose(owner);
      }
    }
    if (serving.isEmpty() && (luck.isCalm() || luck.happens(probability))) {
      start();
    }
    for (Owner old : List.copyOf(paused)) {
      if (old.ended() || luck.isCalm() || luck.happens(0.01)) {
        paused.remove(old);
        if (!killed(old)) {
          return;
        }
      }
    }
  }

  private void start() {
    try {
      serving.add(new Owner(deployment, "owner-" + ++born));
    } catch (PortFailure.Unavailable e) {
      deployment.trace.add("no owner: " + e.getMessage());
    } catch (SimulatedDisk.Crash e) {
      cut();
    }
  }

  /**
   * A process ends, or is paused until long after another took over: then it is connected to no
   * queue, but may write.
   */
  private void lose(Owner lost) {
    serving.remove(lost);
    if (!lost.ended() && luck.happens(plan.machines().paused())) {
      deployment.tally.add(Mishap.PAUSED_OWNER);
      deployment.trace.add("an owner is paused");
      paused.add(lost);
      return;
    }
    deployment.tally.add(Mishap.TAKEOVER);
    if (killed(lost) && !plan.shape().durable()) {
      onLostQueue.run();
    }
  }

  /** Kills a process; the power may be cut in the middle of that, and ends all of them. */
  private boolean killed(Owner owner) {
    try {
      owner.kill();
      return true;
    } catch (SimulatedDisk.Crash e) {
      owner.endAtOnce();
      cut();
      return false;
    }
  }

  /** The power is cut: no process of the machine is left, and of its disk what was flushed. */
  private void cut() {
    cutting = false;
    deployment.tally.add(Mishap.POWER_CUT);
    deployment.trace.add("the power is cut");
    serving.forEach(Owner::endAtOnce);
    paused.forEach(Owner::endAtOnce);
    serving.clear();
    paused.clear();
    deployment.logs.cut();
    fullUntil = Long.MIN_VALUE;
    try (EventStore store = deployment.logs.open()) {
      deployment.witness.requireKept(store);
    }
    if (!plan.shape().durable()) {
      onLostQueue.run();
    }
  }

  /** Whether nothing is under way. */
  boolean areAtRest() {
    return isServing()
        && serving.stream().allMatch(owner -> !owner.isWriting() && owner.unsettled() == 0);
  }

  /** For people. */
  String describe() {
    return serving.isEmpty()
        ? "without an owner"
        : serving.stream()
            .map(owner -> "an owner writes: " + owner.isWriting() + ", holds " + owner.unsettled())
            .toList()
            .toString();
  }
}
