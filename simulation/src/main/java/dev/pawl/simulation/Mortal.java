package dev.pawl.simulation;

import dev.pawl.graph.TaskContext;
import dev.pawl.processing.Worker;
import dev.pawl.processing.WorkerSettings;
import dev.pawl.processing.WorkerSources;
import java.time.Duration;
import java.util.stream.IntStream;

/** One worker's process, which may be killed at any moment, in the middle of a task too. */
final class Mortal {
  private final Deployment deployment;
  private final Deployment.Seat seat;
  private final String name;
  private final String pool;
  private final Worker worker;
  private final boolean[] busy;
  private boolean dead;

  /** Something that happens while a task of a worker runs. */
  interface Happening {
    void during(Mortal worker, TaskContext context) throws Exception;
  }

  Mortal(Deployment deployment, String name, String pool, Happening happening) {
    this.deployment = deployment;
    this.name = name;
    this.pool = pool;
    this.busy = new boolean[deployment.plan.shape().slots()];
    this.seat = deployment.workerSeat();
    this.worker =
        Worker.with(WorkerSettings.of(name, pool, busy.length).withPatience(Duration.ZERO))
            .definitions(deployment.definitions)
            .handlers(new Handlers(context -> happening.during(this, context)))
            .sources(
                new WorkerSources(
                    deployment.clock::nanoTime, deployment.tampering.nonces(deployment.luck)))
            .over(seat.queue(), deployment.blobs(), deployment.codec);
    deployment.trace.add(name + " starts, pool " + pool);
  }

  String name() {
    return name;
  }

  String pool() {
    return pool;
  }

  boolean isBusy() {
    return free().length < busy.length;
  }

  boolean isDead() {
    return dead;
  }

  int unsettled() {
    return seat.queue().unsettled().size();
  }

  /**
   * A beat of its heart, and one delivery for one of the slots that are free. Tasks of several
   * slots are interleaved: while one runs, this is called again.
   */
  int step() throws InterruptedException {
    int[] free = free();
    if (free.length == 0 || dead) {
      return 0;
    }
    int slot = free[deployment.luck.between(0, free.length - 1)];
    busy[slot] = true;
    try {
      return worker.beat() + worker.step(slot);
    } catch (IllegalStateException e) {
      if (!dead) {
        throw e;
      }
      return 1;
    } finally {
      busy[slot] = false;
      Thread.interrupted();
    }
  }

  private int[] free() {
    return IntStream.range(0, busy.length).filter(slot -> !busy[slot]).toArray();
  }

  /**
   * Its heart beats while a task runs. The interrupt that a beat may send is cleared: the context
   * tells of it too.
   */
  void beat() throws InterruptedException {
    if (!dead) {
      worker.beat();
      Thread.interrupted();
    }
  }

  void loseClaims() {
    deployment.trace.add(name + " loses its claims");
    seat.opening().loseClaims();
    seat.queue().unsettled().clear();
  }

  /** Who is dead already stays so: what it meant to send before is gone. */
  void kill() {
    if (!dead) {
      deployment.trace.add(name + " is killed");
      dead = true;
      seat.queue().close();
    }
  }
}
