package dev.pawl.simulation;

import dev.pawl.run.RunId;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An opening of the queue whose dispatches, reports and acknowledgements are shown to the witness.
 */
final class WitnessedQueue extends ForwardingQueue {
  /** Who starts a run is answered in a queue of this name and the run's. */
  static final String STARTED = "client.started.";

  private final Witness witness;
  private final Acknowledgements acknowledgements;
  private final Set<String> unsettled = new HashSet<>();

  WitnessedQueue(TaskQueue queue, Witness witness) {
    super(queue);
    this.witness = witness;
    this.acknowledgements = new Acknowledgements(witness);
  }

  /** Deliveries that are neither acknowledged nor given back. */
  Set<String> unsettled() {
    return unsettled;
  }

  /** How many acknowledged entries changed nothing, at least. */
  long inVain() {
    return acknowledgements.inVain();
  }

  @Override
  public void send(String name, List<byte[]> messages) {
    if (name.startsWith("tasks.")) {
      messages.forEach(
          message -> witness.dispatched((Message.TaskBatch) MessageCodec.decode(message)));
    }
    if (name.startsWith(STARTED)) {
      for (byte[] message : messages) {
        if (((Message.Reply) MessageCodec.decode(message)).accepted()) {
          witness.started(new RunId(name.substring(STARTED.length())));
        }
      }
    }
    if (name.equals("orchestrator")) {
      messages.forEach(this::reported);
    }
    queue.send(name, messages);
  }

  private void reported(byte[] message) {
    if (MessageCodec.decode(message) instanceof Message.Report report) {
      for (Entry entry : report.entries()) {
        if (entry instanceof Entry.Completed completed) {
          witness.reported(completed);
        }
      }
    }
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    List<Delivery> received = queue.receive(name, maximum, wait);
    received.forEach(delivery -> unsettled.add(delivery.id()));
    return received;
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    if (settlement instanceof Settlement.Acknowledge) {
      deliveries.stream()
          .filter(delivery -> delivery.queue().equals("orchestrator"))
          .forEach(delivery -> acknowledgements.take(delivery.id(), delivery.body()));
    }
    queue.settle(deliveries, settlement);
    deliveries.forEach(delivery -> unsettled.remove(delivery.id()));
  }
}
