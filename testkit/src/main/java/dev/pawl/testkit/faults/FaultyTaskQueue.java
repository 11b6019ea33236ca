package dev.pawl.testkit.faults;

import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A queue that duplicates, delays, reorders, forgets acknowledgements and fails, as its contract
 * allows, and loses nothing.
 *
 * <p>Deterministic when it is used by one thread with a seeded generator. Delayed messages live in
 * this wrapper: they arrive when some call finds that their time has come, at the latest at {@link
 * #close}. Closing it closes the queue behind it.
 */
public final class FaultyTaskQueue implements TaskQueue {
  private final TaskQueue queue;
  private final QueueFaults faults;
  private final Chance chance;
  private final LongSupplier nanoTime;
  private final DelayedMessages delayed = new DelayedMessages();

  /**
   * Wraps a queue.
   *
   * @param nanoTime the monotonic clock of delays, such as {@code clock::nanoTime} of a virtual
   *     clock
   */
  public FaultyTaskQueue(
      TaskQueue queue, QueueFaults faults, RandomGenerator random, LongSupplier nanoTime) {
    this.queue = queue;
    this.faults = faults;
    this.chance = new Chance(random);
    this.nanoTime = nanoTime;
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public void send(String name, List<byte[]> messages) {
    requireValid(name, messages);
    boolean failing = chance.happens(faults.unavailable());
    int sent = failing ? (int) chance.below(messages.size() + 1L) : messages.size();
    List<byte[]> now = new ArrayList<>();
    for (byte[] message : messages.subList(0, sent)) {
      int copies =
          chance.happens(faults.duplicate()) ? 2 + (int) chance.below(faults.mostCopies() - 1L) : 1;
      for (int i = 0; i < copies; i++) {
        if (chance.happens(faults.delay())) {
          delayed.add(
              name, message, nanoTime.getAsLong() + chance.below(faults.longestDelay().toNanos()));
        } else {
          now.add(message);
        }
      }
    }
    queue.send(name, now);
    if (failing) {
      throw new PortFailure.Unavailable(
          "sending to queue "
              + name
              + " was made to fail after "
              + sent
              + " of "
              + messages.size()
              + " messages");
    }
  }

  /** What the queue behind refuses is refused before a part of it is delayed. */
  private void requireValid(String name, List<byte[]> messages) {
    Names.requireName(name);
    int maximum = queue.capabilities().maximumBytes();
    for (byte[] message : messages) {
      if (message.length > maximum) {
        throw new PortFailure.Invalid(
            "a message of queue "
                + name
                + " should have at most "
                + maximum
                + " bytes, found "
                + message.length);
      }
    }
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    if (chance.happens(faults.unavailable())) {
      throw new PortFailure.Unavailable("receiving from queue " + name + " was made to fail");
    }
    delayed.deliver(queue, nanoTime.getAsLong());
    if (!chance.happens(faults.reorder())) {
      return queue.receive(name, maximum, wait);
    }
    List<Delivery> received =
        shuffled(queue.receive(name, Math.max(maximum, faults.window()), wait));
    if (received.size() <= maximum) {
      return received;
    }
    queue.settle(received.subList(maximum, received.size()), new Settlement.Release());
    return received.subList(0, maximum);
  }

  private List<Delivery> shuffled(List<Delivery> deliveries) {
    List<Delivery> shuffled = new ArrayList<>(deliveries);
    for (int i = shuffled.size(); i > 1; i--) {
      Collections.swap(shuffled, i - 1, (int) chance.below(i));
    }
    return shuffled;
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    boolean failing = chance.happens(faults.unavailable());
    int settled = failing ? (int) chance.below(deliveries.size() + 1L) : deliveries.size();
    List<Delivery> kept = new ArrayList<>();
    List<Delivery> forgotten = new ArrayList<>();
    for (Delivery delivery : deliveries.subList(0, settled)) {
      boolean lost =
          settlement instanceof Settlement.Acknowledge
              && chance.happens(faults.lostAcknowledgement());
      (lost ? forgotten : kept).add(delivery);
    }
    queue.settle(kept, settlement);
    queue.settle(forgotten, new Settlement.Release());
    if (failing) {
      throw new PortFailure.Unavailable(
          "settling was made to fail after "
              + settled
              + " of "
              + deliveries.size()
              + " deliveries");
    }
  }

  @Override
  public long depth(String name) {
    return queue.depth(name) + delayed.count(name);
  }

  @Override
  public List<DeadLetter> deadLetters(String name, int maximum) {
    return queue.deadLetters(name, maximum);
  }

  /** Lets all delayed messages arrive, and closes the queue behind. */
  @Override
  public void close() {
    delayed.deliver(queue, Long.MAX_VALUE);
    queue.close();
  }
}
