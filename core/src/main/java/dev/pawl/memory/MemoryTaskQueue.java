package dev.pawl.memory;

import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Queues in the memory of this JVM: the reference of {@link TaskQueue}, and the queue of runs that
 * need one process only.
 *
 * <p>Each instance is one consumer; {@link #open} adds another over the same messages. A message is
 * held for as long as its consumer is open, without a lease that could run out. Bodies are handed
 * over, not copied. Safe for use by many threads, and each named queue has a lock of its own.
 */
public final class MemoryTaskQueue implements TaskQueue {
  /** The largest message by default: 16 MiB. */
  public static final int DEFAULT_MAXIMUM_BYTES = 16 << 20;

  private final Place place;
  private volatile boolean closed;

  /** Makes an empty place with messages of at most {@link #DEFAULT_MAXIMUM_BYTES}, and opens it. */
  public MemoryTaskQueue() {
    this(DEFAULT_MAXIMUM_BYTES);
  }

  /** Makes an empty place with messages of at most {@code maximumBytes}, and opens it. */
  public MemoryTaskQueue(int maximumBytes) {
    this(
        new Place(
            new Capabilities(false, maximumBytes, Duration.ZERO, UUID.randomUUID().toString())));
  }

  private MemoryTaskQueue(Place place) {
    this.place = place;
  }

  /** Another consumer of the same messages. It may outlive this one. */
  public MemoryTaskQueue open() {
    return new MemoryTaskQueue(place);
  }

  @Override
  public Capabilities capabilities() {
    return place.capabilities;
  }

  @Override
  public void send(String queue, List<byte[]> messages) {
    sendInTurns(queue, messages.stream().map(message -> new Grouped("", message)).toList());
  }

  /** Here groups take turns. */
  @Override
  public void sendInTurns(String queue, List<Grouped> messages) {
    requireOpen();
    MemoryChannel channel = place.channel(queue);
    for (Grouped message : messages) {
      requireSize(queue, message.body());
    }
    channel.send(messages);
  }

  @Override
  public List<Delivery> receive(String queue, int maximum, Duration wait)
      throws InterruptedException {
    requireOpen();
    return place.channel(queue).receive(this, maximum, wait);
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    Map<String, List<Delivery>> byQueue = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      byQueue.computeIfAbsent(delivery.queue(), name -> new ArrayList<>()).add(delivery);
    }
    byQueue.forEach((queue, some) -> place.channel(queue).settle(this, some, settlement));
  }

  @Override
  public long depth(String queue) {
    return place.channel(queue).depth();
  }

  @Override
  public List<DeadLetter> deadLetters(String queue, int maximum) {
    return place.channel(queue).deadLetters(maximum);
  }

  /**
   * Gives unsettled deliveries to the other consumers, with a higher count. The messages stay with
   * the place.
   */
  @Override
  public void close() {
    closed = true;
    place.channels.values().forEach(channel -> channel.giveUp(this));
  }

  boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this queue was closed");
    }
  }

  private void requireSize(String queue, byte[] message) {
    if (message.length > place.capabilities.maximumBytes()) {
      throw new PortFailure.Invalid(
          "a message of queue "
              + queue
              + " should have at most "
              + place.capabilities.maximumBytes()
              + " bytes, found "
              + message.length);
    }
  }

  /** What all consumers of one place share. */
  private record Place(Capabilities capabilities, Map<String, MemoryChannel> channels) {
    Place(Capabilities capabilities) {
      this(capabilities, new ConcurrentHashMap<>());
    }

    MemoryChannel channel(String queue) {
      MemoryChannel known = channels.get(queue);
      return known != null
          ? known
          : channels.computeIfAbsent(Names.requireName(queue), MemoryChannel::new);
    }
  }
}
