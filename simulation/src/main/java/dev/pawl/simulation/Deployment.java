package dev.pawl.simulation;

import dev.pawl.graph.Definitions;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Capabilities;
import dev.pawl.testkit.faults.FaultyBlobStore;
import dev.pawl.testkit.faults.FaultyEventStore;
import dev.pawl.testkit.faults.FaultyTaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.JsonCodec;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What outlives processes: store, queue and blobs, each behind its faults and the witness; and the
 * one clock.
 */
final class Deployment {
  final Plan plan;
  final Luck luck;
  final VirtualClock clock;
  final Trace trace;
  final Witness witness;
  final Definitions definitions;
  final JsonCodec codec = new JsonCodec();
  final Tampering tampering;
  final EventStore truth;
  final EventStore store;
  final BlobStore blobs;
  private MemoryTaskQueue place = new MemoryTaskQueue();
  private int places = 1;

  Deployment(Plan plan, Luck luck, Definitions definitions, Tampering tampering) {
    this.plan = plan;
    this.luck = luck;
    this.definitions = definitions;
    this.tampering = tampering;
    this.clock = new VirtualClock();
    this.trace = new Trace(clock);
    this.witness = new Witness(definitions, trace, clock::nanoTime);
    this.truth = new WitnessedStore(new MemoryEventStore(), witness);
    this.store = new FaultyEventStore(tampering.store(truth, luck), plan.ports().store(), luck);
    this.blobs =
        new FaultyBlobStore(new MemoryBlobStore(clock), plan.ports().blobs(), luck, clock::advance);
  }

  /** A process's opening of the queue. */
  record Seat(Opening opening, WitnessedQueue queue) {}

  Seat orchestratorSeat() {
    return seat(queue -> tampering.orchestratorQueue(queue, luck));
  }

  Seat workerSeat() {
    return seat(queue -> tampering.workerQueue(queue, luck));
  }

  Seat clientSeat() {
    return seat(UnaryOperator.identity());
  }

  private Seat seat(UnaryOperator<TaskQueue> tampered) {
    String identity = "place-" + (tampering.tellsLossOfMessages() ? places : 1);
    boolean durable = plan.durable() || !tampering.tellsLossOfMessages();
    Opening opening =
        new Opening(place, new Capabilities(durable, 1 << 20, Duration.ZERO, identity));
    TaskQueue faulty = new FaultyTaskQueue(opening, plan.ports().queue(), luck, clock::nanoTime);
    return new Seat(opening, new WitnessedQueue(tampered.apply(faulty), witness));
  }

  /** The queue and all its messages are gone; there is another. */
  void loseQueue() {
    place = new MemoryTaskQueue();
    places++;
  }

  long depth(String queue) {
    return place.depth(queue);
  }
}
