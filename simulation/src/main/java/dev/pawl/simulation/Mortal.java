package dev.pawl.simulation;

import dev.pawl.graph.TaskContext;
import dev.pawl.processing.Worker;
import dev.pawl.processing.WorkerSettings;
import dev.pawl.processing.WorkerSources;
import java.time.Duration;

/** One worker's process, which may be killed at any moment, in the middle of a task too. */
final class Mortal {
  private final Deployment deployment;
  private final Deployment.Seat seat;
  private final String name;
  private final Worker worker;
  private boolean busy;
  private boolean dead;

  /** Something that happens while a task of a worker runs. */
  interface Happening {
    void during(Mortal worker, TaskContext context) throws Exception;
  }

  Mortal(Deployment deployment, String name, Happening happening) {
    this.deployment = deployment;
    this.name = name;
    this.seat = deployment.workerSeat();
    this.worker =
        Worker.with(WorkerSettings.of(name, "default", 1).withPatience(Duration.ZERO))
            .definitions(deployment.definitions)
            .handlers(new Handlers(context -> happening.during(this, context)))
            .sources(new WorkerSources(deployment.clock::nanoTime, deployment.luck))
            .over(seat.queue(), deployment.blobs, deployment.codec);
    deployment.trace.add(name + " starts");
  }

  String name() {
    return name;
  }

  boolean isBusy() {
    return busy;
  }

  boolean isDead() {
    return dead;
  }

  int unsettled() {
    return seat.queue().unsettled().size();
  }

  /** Works off one delivery, unless it works already or is dead. */
  int step() throws InterruptedException {
    if (busy || dead) {
      return 0;
    }
    busy = true;
    try {
      return worker.step();
    } catch (IllegalStateException e) {
      if (!dead) {
        throw e;
      }
      return 1;
    } finally {
      busy = false;
      Thread.interrupted();
    }
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

  void kill() {
    deployment.trace.add(name + " is killed");
    dead = true;
    seat.queue().close();
  }
}
