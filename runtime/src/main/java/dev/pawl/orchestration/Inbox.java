package dev.pawl.orchestration;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings the messages of one queue to the mailbox. What cannot be read is kept aside in the queue
 * and counted, never acknowledged away. Safe for use by many threads.
 */
public final class Inbox {
  /** The queue that reports and requests go to. */
  public static final String QUEUE = "orchestrator";

  private static final int LARGEST = 256;

  private final TaskQueue queue;
  private final Mailbox mailbox;
  private final AtomicLong unreadable = new AtomicLong();

  /** Deliveries that nobody can read and that are not kept aside yet. */
  private final ArrayDeque<Unread> unread = new ArrayDeque<>();

  private record Unread(Delivery delivery, String reason) {}

  Inbox(TaskQueue queue, Mailbox mailbox) {
    this.queue = queue;
    this.mailbox = mailbox;
  }

  /**
   * Moves what has arrived, and waits for the first message at most {@code wait}; gives how many.
   * Who called steps the orchestrator, or wakes who does.
   */
  public int step(Duration wait) throws InterruptedException {
    mailbox.awaitRoom();
    rejectUnread();
    List<Delivery> deliveries = queue.receive(QUEUE, LARGEST, wait);
    for (Delivery delivery : deliveries) {
      try {
        mailbox.put(new Mail.Delivered(queue, delivery, MessageCodec.decode(delivery.body())));
      } catch (PortFailure.Invalid | PortFailure.Corrupt e) {
        unreadable.incrementAndGet();
        unread(new Unread(delivery, String.valueOf(e.getMessage())));
      }
    }
    rejectUnread();
    return deliveries.size();
  }

  private synchronized void unread(Unread one) {
    unread.add(one);
  }

  /** A queue that does not take them now will be told again: no other message waits for that. */
  private synchronized void rejectUnread() {
    for (Unread first = unread.peek(); first != null; first = unread.peek()) {
      queue.settle(List.of(first.delivery), new Settlement.Reject(first.reason));
      unread.remove();
    }
  }

  /** How many messages could not be read. */
  public long unreadable() {
    return unreadable.get();
  }
}
