package dev.pawl.orchestration;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings the messages of one queue to the mailbox. What cannot be read is kept aside in the queue
 * and counted, never acknowledged away.
 */
public final class Inbox {
  /** The queue that reports and requests go to. */
  public static final String QUEUE = "orchestrator";

  private static final int LARGEST = 256;

  private final TaskQueue queue;
  private final Mailbox mailbox;
  private final AtomicLong unreadable = new AtomicLong();

  Inbox(TaskQueue queue, Mailbox mailbox) {
    this.queue = queue;
    this.mailbox = mailbox;
  }

  /**
   * Moves what has arrived, and waits for the first message at most {@code wait}; gives how many.
   */
  public int step(Duration wait) throws InterruptedException {
    mailbox.awaitRoom();
    List<Delivery> deliveries = queue.receive(QUEUE, LARGEST, wait);
    for (Delivery delivery : deliveries) {
      try {
        mailbox.send(new Mail.Delivered(queue, delivery, MessageCodec.decode(delivery.body())));
      } catch (PortFailure.Invalid | PortFailure.Corrupt e) {
        unreadable.incrementAndGet();
        queue.settle(List.of(delivery), new Settlement.Reject(String.valueOf(e.getMessage())));
      }
    }
    return deliveries.size();
  }

  /** How many messages could not be read. */
  public long unreadable() {
    return unreadable.get();
  }
}
