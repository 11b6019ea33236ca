package dev.pawl.processing;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message;
import dev.pawl.wire.MessageCodec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Watches the slots of a worker: tells which tasks run, ends those that run too long or that nobody
 * waits for, and abandons slots whose task does not end. Its steps are called by one thread, about
 * every 50 ms, and do not wait.
 */
final class Heart {
  private static final Logger LOG = System.getLogger(Heart.class.getName());
  private static final int MOST_MESSAGES = 100;

  private final WorkerParts parts;
  private final Slots slots;

  /** Messages that were obeyed and are not settled yet. */
  private final ArrayDeque<Obeyed> obeyed = new ArrayDeque<>();

  private record Obeyed(Delivery delivery, Settlement settlement) {}

  Heart(WorkerParts parts, Slots slots) {
    this.parts = parts;
    this.slots = slots;
  }

  /**
   * One beat.
   *
   * @return the number of messages that were obeyed and of slots that were abandoned
   * @throws PortFailure where messages cannot be received; slots are watched all the same
   */
  int step() throws InterruptedException {
    int work = 0;
    for (int place = 0; place < slots.size(); place++) {
      work += watch(place);
    }
    List<Delivery> deliveries =
        parts.queue().receive(parts.settings().ownQueue(), MOST_MESSAGES, Duration.ZERO);
    deliveries.forEach(delivery -> obeyed.add(new Obeyed(delivery, obey(delivery))));
    for (Obeyed first = obeyed.peek(); first != null; first = obeyed.peek()) {
      parts.queue().settle(List.of(first.delivery), first.settlement);
      obeyed.remove();
    }
    return work + deliveries.size();
  }

  private int watch(int place) {
    Assignment assignment = slots.get(place).assignment();
    if (assignment == null) {
      return 0;
    }
    try {
      assignment.beat(parts.now());
    } catch (PortFailure.Unavailable e) {
      LOG.log(
          Level.WARNING,
          "worker {0} cannot report now, and will again: {1}",
          parts.settings().id(),
          e.getMessage());
    }
    if (assignment.hangs(parts.now(), parts.settings().interruptGrace().toNanos())) {
      slots.replace(place);
      return 1;
    }
    return 0;
  }

  private Settlement obey(Delivery delivery) {
    try {
      if (MessageCodec.decode(delivery.body()) instanceof Message.Stop stop) {
        LOG.log(
            Level.INFO,
            "worker {0} stops tasks of run {1}, step {2}: {3}",
            parts.settings().id(),
            stop.run(),
            String.valueOf(stop.step()),
            stop.reason());
        slots.assignments().forEach(one -> one.stop(stop, parts.now()));
        return new Settlement.Acknowledge();
      }
      return new Settlement.Reject("a message to a worker should be a Stop, found another");
    } catch (PortFailure.Invalid e) {
      return new Settlement.Reject(String.valueOf(e.getMessage()));
    }
  }
}
