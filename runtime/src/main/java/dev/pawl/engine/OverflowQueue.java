package dev.pawl.engine;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A queue for messages of any size: what is too large for the queue beneath goes to a blob, and a
 * small message with its reference travels in its place. The blob goes when the message is
 * acknowledged. Safe for many threads.
 *
 * <p>A message in a blob begins with the letters {@code PAWLBLOB}, which no message of the wire
 * format does, followed by size, checksum and key with a space between them.
 */
final class OverflowQueue implements TaskQueue {
  private static final byte[] MARK = "PAWLBLOB".getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST = 256 << 20;

  private final TaskQueue queue;
  private final BlobStore blobs;
  private final Supplier<String> names;
  private final Map<String, String> overflowed = new ConcurrentHashMap<>();

  /**
   * Wraps a queue.
   *
   * @param names gives names for blobs, each a different one
   */
  OverflowQueue(TaskQueue queue, BlobStore blobs, Supplier<String> names) {
    this.queue = queue;
    this.blobs = blobs;
    this.names = names;
  }

  @Override
  public Capabilities capabilities() {
    Capabilities beneath = queue.capabilities();
    return new Capabilities(beneath.durable(), LARGEST, beneath.lease(), beneath.identity());
  }

  @Override
  public void send(String name, List<byte[]> messages) {
    messages.forEach(OverflowQueue::requireSize);
    queue.send(name, messages.stream().map(this::fitting).toList());
  }

  @Override
  public void sendInTurns(String name, List<Grouped> messages) {
    messages.forEach(message -> requireSize(message.body()));
    queue.sendInTurns(
        name,
        messages.stream()
            .map(message -> new Grouped(message.group(), fitting(message.body())))
            .toList());
  }

  private static void requireSize(byte[] message) {
    if (message.length > LARGEST) {
      throw new PortFailure.Invalid(
          "a message should have at most " + LARGEST + " bytes, found " + message.length);
    }
  }

  private byte[] fitting(byte[] message) {
    return message.length <= queue.capabilities().maximumBytes() ? message : store(message);
  }

  private byte[] store(byte[] message) {
    try (BlobWriter writer = blobs.create("_overflow/" + names.get())) {
      writer.write(message);
      BlobRef blob = writer.commit();
      return (new String(MARK, StandardCharsets.US_ASCII)
              + blob.size()
              + " "
              + blob.checksum()
              + " "
              + blob.key())
          .getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new PortFailure.Unavailable(
          "a message of " + message.length + " bytes cannot be written to a blob: " + e, e);
    }
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    List<Delivery> deliveries = new ArrayList<>();
    for (Delivery delivery : queue.receive(name, maximum, wait)) {
      if (isReference(delivery.body())) {
        fetch(delivery, deliveries);
      } else {
        deliveries.add(delivery);
      }
    }
    return deliveries;
  }

  private void fetch(Delivery delivery, List<Delivery> deliveries) {
    try {
      BlobRef blob = reference(delivery.body());
      try (InputStream stream = blobs.read(blob)) {
        overflowed.put(delivery.id(), blob.key());
        deliveries.add(
            new Delivery(delivery.queue(), delivery.id(), delivery.count(), stream.readAllBytes()));
      }
    } catch (PortFailure.Invalid | PortFailure.Corrupt e) {
      queue.settle(
          List.of(delivery), new Settlement.Reject("its blob cannot be read: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    queue.settle(deliveries, settlement);
    if (overflowed.isEmpty()) {
      return;
    }
    for (Delivery delivery : deliveries) {
      String key = overflowed.remove(delivery.id());
      if (key != null && settlement instanceof Settlement.Acknowledge) {
        blobs.delete(key);
      }
    }
  }

  @Override
  public long depth(String name) {
    return queue.depth(name);
  }

  @Override
  public List<DeadLetter> deadLetters(String name, int maximum) {
    return queue.deadLetters(name, maximum);
  }

  @Override
  public void close() {
    queue.close();
  }

  private static boolean isReference(byte[] body) {
    return body.length > MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
  }

  private static BlobRef reference(byte[] body) {
    String[] parts =
        new String(body, MARK.length, body.length - MARK.length, StandardCharsets.US_ASCII)
            .split(" ", 3);
    try {
      return new BlobRef(parts[2], Long.parseLong(parts[0]), parts[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new PortFailure.Invalid(
          "a reference to a message's blob should be size, checksum and key, found "
              + String.join(" ", parts),
          e);
    }
  }
}
