package dev.pawl.simulation;

import dev.pawl.simulation.Mortal.Happening;
import dev.pawl.simulation.Tally.Mishap;
import java.util.ArrayList;
import java.util.List;

/** The workers of all pools; who dies is replaced, in time. */
final class Workers {
  /** The pools that processes may name. */
  static final List<String> POOLS = List.of("default", "second");

  private final Deployment deployment;
  private final Plan plan;
  private final Luck luck;
  private final Happening happening;
  private final List<Mortal> workers = new ArrayList<>();
  private int born;

  /**
   * None yet.
   *
   * @param happening what happens while one of them runs a task
   */
  Workers(Deployment deployment, Happening happening) {
    this.deployment = deployment;
    this.plan = deployment.plan;
    this.luck = deployment.luck;
    this.happening = happening;
  }

  int size() {
    return workers.size();
  }

  /** Lets one of them act. */
  int step(int place) throws InterruptedException {
    return workers.get(place).step();
  }

  /** Something may happen to them. */
  void disturb(boolean withQueue) {
    if (luck.happens(plan.machines().crash()) && !workers.isEmpty()) {
      deployment.tally.add(Mishap.CRASH);
      any().kill();
    }
    if (luck.happens(plan.machines().lease()) && !workers.isEmpty() && plan.shape().durable()) {
      deployment.tally.add(Mishap.LOST_CLAIMS);
      any().loseClaims();
    }
    keepAlive(0.05, withQueue);
  }

  private Mortal any() {
    return workers.get(luck.between(0, workers.size() - 1));
  }

  /**
   * Replaces what has died.
   *
   * @param withQueue whether the queue can be reached
   */
  void keepAlive(double probability, boolean withQueue) {
    workers.removeIf(worker -> worker.isDead() && !worker.isBusy());
    for (String pool : POOLS.subList(0, plan.shape().pools())) {
      if (living(pool) < plan.shape().workers()
          && (luck.isCalm() || luck.happens(probability))
          && (plan.shape().durable() || withQueue)) {
        workers.add(new Mortal(deployment, "w" + ++born, pool, happening));
      }
    }
  }

  private long living(String pool) {
    return workers.stream()
        .filter(worker -> !worker.isDead() && worker.pool().equals(pool))
        .count();
  }

  void killAll() {
    workers.forEach(Mortal::kill);
  }

  /** Deliveries that they have not settled. */
  int unsettled() {
    return workers.stream().mapToInt(Mortal::unsettled).sum();
  }
}
