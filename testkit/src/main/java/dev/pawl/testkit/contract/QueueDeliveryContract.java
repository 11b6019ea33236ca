package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.TaskQueueContract.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Grouped;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sending and receiving. */
public interface QueueDeliveryContract extends TaskQueueContract {
  @Test
  @Guarantee("Q1")
  default void everySentMessageIsDelivered() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one"), body("two"), body("three")));

      assertThat(receive(queue, "work", 3))
          .extracting(TaskQueueContract::text)
          .containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  @Test
  @Guarantee("Q1")
  default void everyMessageOfEveryGroupIsDelivered() throws Exception {
    try (TaskQueue queue = open()) {
      queue.sendInTurns(
          "work",
          List.of(
              new Grouped("huge", body("one")),
              new Grouped("huge", body("two")),
              new Grouped("small", body("three"))));

      assertThat(receive(queue, "work", 3))
          .extracting(TaskQueueContract::text)
          .containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  @Test
  @Guarantee("Q1")
  default void bytesArriveAsTheyWereSent() throws Exception {
    try (TaskQueue queue = open()) {
      byte[] every = new byte[1024];
      for (int i = 0; i < every.length; i++) {
        every[i] = (byte) i;
      }
      queue.send("work", List.of(every, new byte[] {0}));

      assertThat(receive(queue, "work", 2))
          .extracting(Delivery::body)
          .containsExactlyInAnyOrder(every, new byte[] {0});
    }
  }

  @Test
  @Guarantee("Q1")
  default void aMessageReachesAConsumerThatWaitsInAnotherOpening() throws Exception {
    try (TaskQueue sender = open();
        TaskQueue receiver = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Delivery> waiting = threads.submit(() -> receiveOne(receiver, "work"));
      sender.send("work", List.of(body("late")));

      assertThat(TaskQueueContract.text(waiting.get())).isEqualTo("late");
    }
  }

  @Test
  @Guarantee("Q1")
  default void theFirstDeliveryCountsOne() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one")));

      assertThat(receiveOne(queue, "work").count()).isEqualTo(1);
    }
  }

  @Test
  @Guarantee("Q1")
  default void queuesOfOtherNamesAreApart() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("left", List.of(body("l")));
      queue.send("right", List.of(body("r")));

      assertThat(receiveOne(queue, "right"))
          .satisfies(delivery -> {
            assertThat(delivery.queue()).isEqualTo("right");
            assertThat(TaskQueueContract.text(delivery)).isEqualTo("r");
          });
      assertThat(receiveUnwanted(queue, "right")).isEmpty();
    }
  }

  @Test
  @Guarantee("Q1")
  default void anEmptyQueueGivesNothingAfterTheWait() throws Exception {
    try (TaskQueue queue = open()) {
      assertThat(queue.receive("work", 10, Duration.ZERO)).isEmpty();
      assertThat(queue.receive("work", 10, Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  @Guarantee("Q1")
  default void noMoreThanTheMaximumIsDelivered() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one"), body("two"), body("three")));

      assertThat(queue.receive("work", 2, patience())).hasSizeBetween(1, 2);
    }
  }

  @Test
  @Guarantee("Q1")
  default void aNameThatIsNoneIsRefused() {
    try (TaskQueue queue = open()) {
      for (String name : List.of("", "../work", "Work", "a/b", ".work", "x".repeat(101))) {
        assertThatThrownBy(() -> queue.send(name, List.of(body("x"))))
            .isInstanceOf(PortFailure.Invalid.class);
        assertThatThrownBy(() -> queue.receive(name, 1, Duration.ZERO))
            .isInstanceOf(PortFailure.Invalid.class);
      }
    }
  }

  @Test
  @Guarantee("Q2")
  @Acceptance("M01")
  default void aHeldMessageGoesToNobodyElse() throws Exception {
    try (TaskQueue holder = open();
        TaskQueue other = open()) {
      holder.send("work", List.of(body("one")));
      Delivery held = receiveOne(holder, "work");

      assertThat(receiveUnwanted(other, "work")).isEmpty();
      assertThat(receiveUnwanted(holder, "work")).isEmpty();
      assertThat(held.id()).isNotEmpty();
    }
  }

  @Test
  @Guarantee({"Q2", "Q4"})
  @Acceptance("M01")
  default void competingConsumersShareTheMessagesWithoutOverlap() throws Exception {
    int messages = 300;
    int consumers = 4;
    AtomicInteger left = new AtomicInteger(messages);
    try (TaskQueue sender = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < messages; i += 10) {
        int first = i;
        sender.send(
            "work", IntStream.range(first, first + 10).mapToObj(n -> body("m" + n)).toList());
      }
      List<Future<List<String>>> taken =
          IntStream.range(0, consumers)
              .mapToObj(i -> threads.submit(() -> drain("work", left)))
              .toList();
      Set<String> distinct = new HashSet<>();
      int deliveries = 0;
      for (Future<List<String>> some : taken) {
        distinct.addAll(some.get());
        deliveries += some.get().size();
      }

      assertThat(distinct).hasSize(messages);
      assertThat(deliveries).isEqualTo(messages);
    }
  }

  private List<String> drain(String name, AtomicInteger left) throws InterruptedException {
    List<String> texts = new ArrayList<>();
    long end = System.nanoTime() + patience().toNanos();
    try (TaskQueue consumer = open()) {
      while (left.get() > 0 && System.nanoTime() < end) {
        List<Delivery> some = consumer.receive(name, 7, Duration.ofMillis(100));
        some.forEach(delivery -> texts.add(TaskQueueContract.text(delivery)));
        consumer.settle(some, new Settlement.Acknowledge());
        left.addAndGet(-some.size());
      }
    }
    return texts;
  }

  @Test
  @Guarantee("Q2")
  default void unsettledDeliveriesHaveDistinctIds() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("left", List.of(body("same"), body("same")));
      queue.send("right", List.of(body("same")));
      List<Delivery> held = new ArrayList<>(receive(queue, "left", 2));
      held.addAll(receive(queue, "right", 1));

      assertThat(held).extracting(Delivery::id).doesNotHaveDuplicates().hasSize(3);
    }
  }
}
