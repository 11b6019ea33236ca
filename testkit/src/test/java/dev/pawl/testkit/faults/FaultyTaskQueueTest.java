package dev.pawl.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.time.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultyTaskQueueTest {
  private static final QueueFaults ALL =
      QueueFaults.none()
          .withDuplicate(0.1, 5)
          .withDelay(0.3, Duration.ofSeconds(5))
          .withReorder(0.3, 1_000)
          .withLostAcknowledgement(0.1)
          .withUnavailable(0.1);

  @Test
  void noMessageIsLostWhateverTheFaults() throws InterruptedException {
    for (long seed = 0; seed < 500; seed++) {
      List<Integer> trace = trace(seed);

      assertThat(new HashSet<>(trace)).as("seed %d", seed).hasSize(50);
    }
  }

  @Test
  void oneSeedGivesOneTraceAndAnotherSeedAnother() throws InterruptedException {
    Set<List<Integer>> traces = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<Integer> trace = trace(seed);
      assertThat(trace(seed)).isEqualTo(trace);
      traces.add(trace);
    }

    assertThat(traces).hasSize(20);
  }

  /**
   * Sends 50 messages, sending again what failed, and gives them in the order in which they were
   * received.
   */
  private static List<Integer> trace(long seed) throws InterruptedException {
    VirtualClock clock = new VirtualClock();
    List<Integer> received = new ArrayList<>();
    try (TaskQueue queue =
        new FaultyTaskQueue(new MemoryTaskQueue(), ALL, new Random(seed), clock::nanoTime)) {
      for (int i = 0; i < 50; i += 5) {
        sendUntilItSucceeds(queue, i);
        clock.advance(Duration.ofMillis(100));
      }
      for (int quiet = 0; quiet < 100; quiet++) {
        clock.advance(Duration.ofMillis(100));
        for (Delivery delivery : receive(queue)) {
          received.add((int) delivery.body()[0]);
          acknowledge(queue, delivery);
        }
      }
    }
    return received;
  }

  private static void sendUntilItSucceeds(TaskQueue queue, int first) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = first; i < first + 5; i++) {
      messages.add(new byte[] {(byte) i});
    }
    for (boolean sent = false; !sent; ) {
      try {
        queue.send("work", messages);
        sent = true;
      } catch (PortFailure.Unavailable again) {
        assertThat(again).hasMessageContaining("work");
      }
    }
  }

  private static List<Delivery> receive(TaskQueue queue) throws InterruptedException {
    try {
      return queue.receive("work", 7, Duration.ZERO);
    } catch (PortFailure.Unavailable later) {
      return List.of();
    }
  }

  private static void acknowledge(TaskQueue queue, Delivery delivery) {
    try {
      queue.settle(List.of(delivery), new Settlement.Acknowledge());
    } catch (PortFailure.Unavailable again) {
      acknowledge(queue, delivery);
    }
  }

  @Test
  void aDelayedMessageArrivesWhenItsTimeHasComeOrTheWrapperCloses() throws InterruptedException {
    VirtualClock clock = new VirtualClock();
    MemoryTaskQueue behind = new MemoryTaskQueue();
    QueueFaults delays = QueueFaults.none().withDelay(1, Duration.ofMinutes(1));
    TaskQueue queue = new FaultyTaskQueue(behind.open(), delays, new Random(1), clock::nanoTime);
    queue.send("work", List.of(new byte[1]));
    assertThat(queue.receive("work", 1, Duration.ZERO)).isEmpty();
    assertThat(queue.depth("work")).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(queue.receive("work", 1, Duration.ZERO)).hasSize(1);
    queue.send("work", List.of(new byte[1]));
    queue.close();

    assertThat(behind.receive("work", 2, Duration.ZERO)).hasSize(2);
  }

  @Test
  void aRefusedMessageIsNeverDelayed() {
    QueueFaults delays = QueueFaults.none().withDelay(1, Duration.ofMinutes(1));
    try (TaskQueue queue =
        new FaultyTaskQueue(new MemoryTaskQueue(10), delays, new Random(1), () -> 0)) {
      assertThatThrownBy(() -> queue.send("work", List.of(new byte[1], new byte[11])))
          .isInstanceOf(PortFailure.Invalid.class);
      assertThat(queue.depth("work")).isZero();
    }
  }

  @Test
  void aMessageComesUpToAsManyTimesAsItMay() throws InterruptedException {
    Set<Integer> copies = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      try (TaskQueue queue =
          new FaultyTaskQueue(
              new MemoryTaskQueue(),
              QueueFaults.none().withDuplicate(1, 5),
              new Random(seed),
              () -> 0)) {
        queue.send("work", List.of(new byte[1]));
        copies.add(queue.receive("work", 10, Duration.ZERO).size());
      }
    }

    assertThat(copies).containsExactlyInAnyOrder(2, 3, 4, 5);
  }

  @Test
  void oneReceiveTakesAnyMessageOfTheWindowAndKeepsTheOthers() throws InterruptedException {
    Set<Integer> first = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      try (TaskQueue queue =
          new FaultyTaskQueue(
              new MemoryTaskQueue(),
              QueueFaults.none().withReorder(1, 10),
              new Random(seed),
              () -> 0)) {
        queue.send(
            "work", IntStream.range(0, 20).mapToObj(number -> new byte[] {(byte) number}).toList());
        first.add((int) queue.receive("work", 1, Duration.ZERO).getFirst().body()[0]);
        assertThat(queue.depth("work")).isEqualTo(19);
      }
    }

    assertThat(first).hasSize(10).allMatch(number -> number < 10);
  }
}
