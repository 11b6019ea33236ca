package dev.pawl.processing;

import dev.pawl.processing.StepCatalog.PreparedStep;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on one delivery at a time. A delivery is acknowledged after what became of its tasks was
 * reported: a crash between the two leads to a duplicate, which changes nothing. Steps are called
 * by one thread; the rest may be called by any.
 */
final class Slot {
  private final WorkerParts parts;
  private volatile @Nullable Assignment assignment;
  private volatile boolean abandoned;

  /** A delivery that is not worked on, until the queue knows. */
  private @Nullable Unworked unworked;

  private record Unworked(Delivery delivery, Settlement settlement) {}

  /**
   * A slot.
   *
   * @param left an assignment of an abandoned slot, to be reported and acknowledged first
   */
  Slot(WorkerParts parts, @Nullable Assignment left) {
    this.parts = parts;
    this.assignment = left;
  }

  /** What it works on. */
  @Nullable Assignment assignment() {
    return assignment;
  }

  /** Whether another slot has taken its place. */
  boolean abandoned() {
    return abandoned;
  }

  /** Leaves the task that hangs to itself; another slot goes on with what this gives. */
  @Nullable Assignment abandon() {
    Assignment left = assignment;
    abandoned = true;
    if (left != null) {
      left.abandon(parts.now());
    }
    return left;
  }

  /**
   * Receives one delivery and works it off, or goes on with one whose report or acknowledgement
   * could not be sent.
   *
   * @return the number of deliveries that were worked off
   * @throws PortFailure where a port failed; the next step goes on where this one stopped
   */
  int step() throws InterruptedException {
    Assignment unfinished = assignment;
    if (unfinished != null) {
      return finish(unfinished);
    }
    settleUnworked();
    if (parts.stopping()) {
      return 0;
    }
    List<Delivery> deliveries =
        parts.queue().receive(parts.settings().taskQueue(), 1, parts.settings().patience());
    for (Delivery delivery : deliveries) {
      if (parts.stopping()) {
        unworked = new Unworked(delivery, new Settlement.Release());
        settleUnworked();
      } else {
        take(delivery);
      }
    }
    return deliveries.size();
  }

  private void take(Delivery delivery) {
    TaskBatch batch;
    try {
      batch = tasks(MessageCodec.decode(delivery.body()));
    } catch (PortFailure.Invalid e) {
      unworked = new Unworked(delivery, new Settlement.Reject(String.valueOf(e.getMessage())));
      settleUnworked();
      return;
    }
    Assignment made = assign(delivery, batch);
    assignment = made;
    if (batch.indexes().size() > 1 && delivery.count() > 1) {
      made.giveBackOrphans(parts.now());
    }
    finish(made);
  }

  private static TaskBatch tasks(Message message) {
    if (!(message instanceof TaskBatch batch)) {
      throw new PortFailure.Invalid(
          "a message of a task queue should be a TaskBatch, found "
              + message.getClass().getSimpleName());
    }
    return batch;
  }

  private Assignment assign(Delivery delivery, TaskBatch batch) {
    PreparedStep step = parts.catalog().find(batch);
    int most = parts.settings().mostDeliveries();
    if (delivery.count() > most) {
      String reason = "its worker died " + (delivery.count() - 1) + " times while it ran";
      step =
          new PreparedStep(
              step.name(), step.policy(), StepCode.failing(FailureKind.PERMANENT, reason));
    }
    ExecutionScope scope =
        new ExecutionScope(
            batch.run(),
            batch.step(),
            step.name(),
            batch.round(),
            parts.nonce(),
            parts.blobs(),
            parts.info());
    return new Assignment(delivery, batch, scope, step, parts.reporter());
  }

  private int finish(Assignment mine) {
    StepCode code = mine.code();
    long now = parts.now();
    for (ExecutionContext context = mine.begin(now); context != null; context = mine.begin(now)) {
      Outcome outcome = Execution.of(code, mine.input(), context);
      now = parts.now();
      if (!mine.finish(context, outcome, now)) {
        return 0;
      }
    }
    mine.sendReport(now);
    settle(mine.delivery(), new Settlement.Acknowledge());
    assignment = null;
    return 1;
  }

  /** A queue that does not take it now will be told again, at the next step. */
  private void settleUnworked() {
    Unworked one = unworked;
    if (one != null) {
      settle(one.delivery, one.settlement);
      unworked = null;
    }
  }

  private void settle(Delivery delivery, Settlement settlement) {
    parts.queue().settle(List.of(delivery), settlement);
  }
}
