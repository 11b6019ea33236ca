package dev.pawl.testkit.contract;

import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an adapter's test supplies to the mix-ins of this package that begin with {@code Queue}.
 * Each test method has a place of its own, empty at the beginning; the adapter's test removes it
 * afterwards.
 */
public interface TaskQueueContract {
  /** One more consumer of this test's place. */
  TaskQueue open();

  /** Ends an opening as kill -9 would: it gives nothing back and keeps no lease any more. */
  void kill(TaskQueue opening);

  /**
   * Opens the place as the first process does after all others, which were closed or killed before,
   * have ended.
   */
  TaskQueue reopenAfterTheEndOfEveryProcess();

  /**
   * Puts bytes that are no message of the adapter where its messages lie.
   *
   * @return false where the place keeps bodies only, so that there are no bytes that it could fail
   *     to read
   */
  default boolean plantUnreadable(String queue, byte[] bytes) {
    return false;
  }

  /** How long a test waits for what has to happen; 60 s by default. */
  default Duration patience() {
    return Duration.ofSeconds(60);
  }

  /** Receives until {@code number} deliveries are there or patience ends. */
  default List<Delivery> receive(TaskQueue queue, String name, int number)
      throws InterruptedException {
    List<Delivery> received = new ArrayList<>();
    long end = System.nanoTime() + patience().toNanos();
    while (received.size() < number && System.nanoTime() < end) {
      received.addAll(queue.receive(name, number - received.size(), Duration.ofSeconds(1)));
    }
    return received;
  }

  /** Receives one delivery, or fails. */
  default Delivery receiveOne(TaskQueue queue, String name) throws InterruptedException {
    List<Delivery> received = receive(queue, name, 1);
    if (received.isEmpty()) {
      throw new AssertionError(
          "queue " + name + " should have delivered a message within " + patience());
    }
    return received.getFirst();
  }

  /** What arrives while a test can afford to wait for something that should not arrive. */
  default List<Delivery> receiveUnwanted(TaskQueue queue, String name) throws InterruptedException {
    return queue.receive(name, 10, Duration.ofMillis(200));
  }

  /** The body of a message. */
  static byte[] body(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a body. */
  static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }
}
