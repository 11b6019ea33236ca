package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.TaskQueueContract.body;
import static dev.pawl.testkit.contract.TaskQueueContract.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.DeadLetter;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Acknowledging, releasing and rejecting. */
public interface QueueSettlementContract extends TaskQueueContract {
  @Test
  @Guarantee("Q4")
  default void anAcknowledgedMessageDoesNotComeAgain() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one")));
      queue.settle(receive(queue, "work", 1), new Settlement.Acknowledge());

      assertThat(receiveUnwanted(queue, "work")).isEmpty();
    }
    try (TaskQueue later = open()) {
      assertThat(receiveUnwanted(later, "work")).isEmpty();
    }
  }

  @Test
  @Guarantee("Q1")
  default void aReleasedMessageComesAgainWithTheSameCount() throws Exception {
    try (TaskQueue holder = open();
        TaskQueue other = open()) {
      holder.send("work", List.of(body("one")));
      holder.settle(receive(holder, "work", 1), new Settlement.Release());

      Delivery again = receiveOne(other, "work");
      assertThat(text(again)).isEqualTo("one");
      assertThat(again.count()).isEqualTo(1);
    }
  }

  @Test
  @Guarantee("Q1")
  default void someOfTheDeliveriesAreSettledAndTheOthersStayHeld() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one"), body("two"), body("three")));
      List<Delivery> held = receive(queue, "work", 3);
      queue.settle(held.subList(0, 1), new Settlement.Acknowledge());
      queue.settle(held.subList(1, 2), new Settlement.Release());

      assertThat(text(receiveOne(queue, "work"))).isEqualTo(text(held.get(1)));
      assertThat(receiveUnwanted(queue, "work")).isEmpty();
    }
  }

  @Test
  @Guarantee("Q5")
  @Acceptance("M05")
  default void aRejectedMessageIsKeptWithItsReason() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("odd"), body("good")));
      for (Delivery delivery : receive(queue, "work", 2)) {
        queue.settle(
            List.of(delivery),
            text(delivery).equals("odd")
                ? new Settlement.Reject("no such kind: 'ödd'")
                : new Settlement.Acknowledge());
      }

      assertThat(receiveUnwanted(queue, "work")).isEmpty();
      List<DeadLetter> kept = awaitDeadLetters(queue, "work", 1);
      assertThat(kept)
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.queue()).isEqualTo("work");
            assertThat(letter.reason()).isEqualTo("no such kind: 'ödd'");
            assertThat(letter.body()).isEqualTo(body("odd"));
          });
    }
  }

  @Test
  @Guarantee("Q5")
  default void deadLettersAreSeenByOthersAndLimited() throws Exception {
    try (TaskQueue queue = open();
        TaskQueue other = open()) {
      queue.send("work", List.of(body("one"), body("two"), body("three")));
      queue.settle(receive(queue, "work", 3), new Settlement.Reject("unreadable"));

      assertThat(awaitDeadLetters(other, "work", 3)).hasSize(3);
      assertThat(other.deadLetters("work", 2)).hasSize(2);
      assertThat(other.deadLetters("idle", 2)).isEmpty();
    }
  }

  private List<DeadLetter> awaitDeadLetters(TaskQueue queue, String name, int number) {
    return Awaitility.await()
        .atMost(patience())
        .until(() -> queue.deadLetters(name, 10), letters -> letters.size() >= number);
  }

  @Test
  @Guarantee("Q8")
  default void settlingTwiceChangesNothing() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one")));
      List<Delivery> held = receive(queue, "work", 1);
      queue.settle(held, new Settlement.Acknowledge());
      queue.settle(held, new Settlement.Acknowledge());
      queue.settle(held, new Settlement.Release());
      queue.settle(held, new Settlement.Reject("late"));

      assertThat(receiveUnwanted(queue, "work")).isEmpty();
      assertThat(queue.deadLetters("work", 10)).isEmpty();
    }
  }

  @Test
  @Guarantee("Q8")
  default void settlingAnOldDeliveryOfAMessageDoesNotTouchItsNewOne() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one")));
      List<Delivery> first = receive(queue, "work", 1);
      queue.settle(first, new Settlement.Release());
      List<Delivery> second = receive(queue, "work", 1);
      queue.settle(first, new Settlement.Acknowledge());
      queue.settle(second, new Settlement.Release());

      assertThat(text(receiveOne(queue, "work"))).isEqualTo("one");
    }
  }

  @Test
  @Guarantee("Q1")
  default void depthComesNearTheNumberOfWaitingMessages() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(body("one"), body("two"), body("three")));
      Awaitility.await().atMost(patience()).until(() -> queue.depth("work") == 3);
      queue.settle(receive(queue, "work", 3), new Settlement.Acknowledge());
      Awaitility.await().atMost(patience()).until(() -> queue.depth("work") == 0);
    }
  }
}
