package dev.pawl.spi;

import java.time.Duration;
import java.util.List;

/**
 * Named queues of messages that competing consumers share.
 *
 * <p>Guarantees, each with a contract test that names it:
 *
 * <ol>
 *   <li>Q1 At least once: a message that {@link #send} returned for is delivered until a consumer
 *       acknowledges or rejects it.
 *   <li>Q2 While a delivery is neither settled nor lost, no other consumer gets its message. The
 *       holder's lease is kept by the adapter for as long as its {@code TaskQueue} is open; nothing
 *       has to be renewed by the caller.
 *   <li>Q3 The deliveries of a consumer that died (or closed its {@code TaskQueue}) go to others,
 *       with a higher {@link Delivery#count}, after at most {@link Capabilities#lease} and some
 *       grace.
 *   <li>Q4 An acknowledged message is not delivered again, unless its acknowledgement was lost with
 *       a crash, or its lease had been given to another holder.
 *   <li>Q5 A rejected message is kept with its reason, and listed by {@link #deadLetters}.
 *   <li>Q6 With {@link Capabilities#durable}, messages survive the end of every process.
 *   <li>Q7 A message larger than {@link Capabilities#maximumBytes} is refused with {@link
 *       PortFailure.Invalid}; nothing of that call is sent.
 *   <li>Q8 Settling a delivery twice, or one whose lease was lost, changes nothing and is no
 *       failure.
 *   <li>Q9 Bytes that an adapter cannot read are kept aside as dead letters, never dropped, and
 *       hold up nobody.
 * </ol>
 *
 * <p>Order is roughly that of sending, and nothing may depend on it. Names of queues match {@code
 * [a-z0-9][a-z0-9._-]{0,99}}; a queue exists as soon as it is named. Implementations are safe for
 * use by many threads.
 */
public interface TaskQueue extends AutoCloseable {

  Capabilities capabilities();

  /**
   * Sends messages, all or, after a failure, some of them; with {@link Capabilities#durable} they
   * are durable on return.
   */
  void send(String queue, List<byte[]> messages);

  /**
   * Sends messages of groups, such as runs, as {@link #send} does. Groups may take turns at being
   * received, so that one with many messages does not hold up the others; by default they do not.
   */
  default void sendInTurns(String queue, List<Grouped> messages) {
    send(queue, messages.stream().map(Grouped::body).toList());
  }

  /**
   * Claims up to {@code maximum} messages, and waits up to {@code wait} for the first one.
   *
   * @return the deliveries, oldest first; empty after the wait
   */
  List<Delivery> receive(String queue, int maximum, Duration wait) throws InterruptedException;

  /** Settles deliveries, as done with or to be delivered again; see {@link Settlement}. */
  void settle(List<Delivery> deliveries, Settlement settlement);

  /** About how many messages wait unclaimed in a queue. */
  long depth(String queue);

  /**
   * The messages of a queue that were rejected or could not be read, oldest first, at most {@code
   * maximum}.
   */
  List<DeadLetter> deadLetters(String queue, int maximum);

  @Override
  void close();

  /**
   * What an implementation can do.
   *
   * @param durable messages survive the end of every process
   * @param maximumBytes the largest message
   * @param lease how long the claim of a dead consumer may hold a message back
   * @param identity names the place where messages are kept; another value means that earlier
   *     messages are gone
   */
  record Capabilities(boolean durable, int maximumBytes, Duration lease, String identity) {}

  /**
   * A claimed message.
   *
   * @param queue where it came from
   * @param id unique among the unsettled deliveries of this {@code TaskQueue}
   * @param count 1 at the first delivery, higher where earlier holders gave it up or died
   * @param body the bytes, not to be changed
   */
  record Delivery(String queue, String id, int count, byte[] body) {}

  /**
   * A message to be sent.
   *
   * @param group of messages, by any name
   * @param body the bytes, not to be changed
   */
  record Grouped(String group, byte[] body) {}

  /** How a delivery ends. */
  sealed interface Settlement {
    /** The message is done with. */
    record Acknowledge() implements Settlement {}

    /**
     * The message is not begun, and goes to whoever asks next. The delivery count does not rise.
     */
    record Release() implements Settlement {}

    /** Nobody can read or use the message: keep it aside. */
    record Reject(String reason) implements Settlement {}
  }

  /** A message that was kept aside. */
  record DeadLetter(String queue, String reason, byte[] body) {}
}
