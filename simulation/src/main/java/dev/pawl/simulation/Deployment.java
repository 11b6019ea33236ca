package dev.pawl.simulation;

import dev.pawl.graph.Definitions;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Capabilities;
import dev.pawl.testkit.faults.FaultyBlobStore;
import dev.pawl.testkit.faults.FaultyEventStore;
import dev.pawl.testkit.faults.FaultyTaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What outlives processes: store, queue and blobs, each behind its faults and the witness; and the
 * one clock.
 */
final class Deployment {
  /** Knows how records are read and written; that is the same in all simulations. */
  private static final JsonCodec CODEC = new JsonCodec();

  final Plan plan;
  final Luck luck;
  final VirtualClock clock;
  final Trace trace;
  final Tally tally;
  final Witness witness;
  final Definitions definitions;
  final JsonCodec codec = CODEC;
  final Tampering tampering;
  private final WitnessedBlobs blobs;
  private @Nullable Throwable broken;
  final Logs logs;
  final Moods moods;
  private MemoryTaskQueue place = new MemoryTaskQueue();
  private int places = 1;

  Deployment(
      Plan plan,
      Luck luck,
      Definitions definitions,
      Moods moods,
      Tampering tampering,
      Trace trace) {
    this.plan = plan;
    this.luck = luck;
    this.definitions = definitions;
    this.tampering = tampering;
    this.moods = moods;
    this.trace = trace;
    this.tally = moods.tally();
    this.clock = trace.clock();
    this.witness = new Witness(this);
    this.logs = new Logs(plan.shape().files(), luck, layer -> tampering.files(layer, luck));
    this.blobs =
        new WitnessedBlobs(
            tampering.blobs(
                new ShakyBlobs(new MemoryBlobStore(clock), plan.ports().damaged(), luck, tally),
                luck),
            this::broke);
  }

  /** A process's opening of the log. */
  EventStore store() {
    EventStore truth = new WitnessedStore(logs.open(), witness);
    return counted(new FaultyEventStore(tampering.store(truth, luck), plan.ports().store(), luck));
  }

  private EventStore counted(EventStore store) {
    return new ForwardingStore(store) {
      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        long before = witness.appends();
        try {
          return store.append(requests);
        } catch (PortFailure.Unavailable e) {
          if (witness.appends() > before) {
            tally.add(Tally.Mishap.LOST_ANSWER);
            trace.add("the answer to an append is lost");
          }
          throw e;
        }
      }
    };
  }

  /** The blobs as a worker has them. */
  BlobStore blobs() {
    return new FaultyBlobStore(blobs, plan.ports().blobs(), luck, clock::advance);
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
    boolean durable = plan.shape().durable() || !tampering.tellsLossOfMessages();
    Opening opening =
        new Opening(place, new Capabilities(durable, 1 << 20, Duration.ZERO, identity));
    TaskQueue faulty = new FaultyTaskQueue(opening, plan.ports().queue(), luck, clock::nanoTime);
    return new Seat(opening, new WitnessedQueue(tampered.apply(faulty), witness));
  }

  /** The queue and all its messages are gone; there is another. */
  void loseQueue() {
    trace.add("the queue is gone, with all messages");
    place = new MemoryTaskQueue();
    places++;
  }

  /**
   * A guarantee was broken while a task ran: told apart, because a worker takes whatever a task
   * throws for a failure of the task.
   */
  void broke(Throwable violation) {
    broken = broken == null ? violation : broken;
  }

  /** Throws what was broken while tasks ran. */
  void requireWhole() {
    if (broken != null) {
      throw new Violation(String.valueOf(broken.getMessage()), broken);
    }
  }

  /** How many messages wait for somebody. */
  long waiting() {
    long tasks = 0;
    for (String pool : Workers.POOLS) {
      tasks += place.depth("tasks." + pool);
    }
    return tasks + place.depth("orchestrator");
  }

  /** Sends bytes that nobody can read. */
  void sendGarbage(String queue, byte[] body) {
    try (MemoryTaskQueue opening = place.open()) {
      opening.send(queue, List.of(body));
    }
  }

  /** A run that is over goes, with its events, its blobs, and what is known of it. */
  void prune(RunId run) {
    witness.shadows().stream()
        .filter(shadow -> shadow.parent().filter(task -> task.run().equals(run)).isPresent())
        .map(Shadow::run)
        .toList()
        .forEach(this::prune);
    try (EventStore store = logs.open()) {
      store.delete(run.value());
    }
    blobs.forget(run);
    witness.forget(run);
    try (MemoryTaskQueue opening = place.open()) {
      String replies = WitnessedQueue.STARTED + run;
      opening.settle(
          opening.receive(replies, Integer.MAX_VALUE, Duration.ZERO),
          new TaskQueue.Settlement.Acknowledge());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a simulation", e);
    }
  }

  /** What was kept aside in a queue. */
  List<TaskQueue.DeadLetter> deadLetters(String queue) {
    return place.deadLetters(queue, Integer.MAX_VALUE);
  }
}
