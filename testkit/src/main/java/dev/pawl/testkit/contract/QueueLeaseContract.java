package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.TaskQueueContract.body;
import static dev.pawl.testkit.contract.TaskQueueContract.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holding messages, and losing them by closing or dying. */
public interface QueueLeaseContract extends TaskQueueContract {
  @Test
  @Guarantee("Q3")
  @Acceptance("M02")
  default void theClaimOfADeadConsumerPassesToAnotherWithAHigherCount() throws Exception {
    try (TaskQueue other = open()) {
      TaskQueue dying = open();
      other.send("work", List.of(body("one"), body("two")));
      assertThat(receive(dying, "work", 2)).hasSize(2);
      kill(dying);

      List<Delivery> again = receive(other, "work", 2);
      assertThat(again).extracting(TaskQueueContract::text).containsExactlyInAnyOrder("one", "two");
      assertThat(again).allSatisfy(delivery -> assertThat(delivery.count()).isGreaterThan(1));
    }
  }

  @Test
  @Guarantee("Q3")
  default void aConsumerThatClosesGivesBackWhatItDidNotSettle() throws Exception {
    try (TaskQueue other = open()) {
      TaskQueue closing = open();
      other.send("work", List.of(body("done"), body("kept")));
      for (Delivery delivery : receive(closing, "work", 2)) {
        if (text(delivery).equals("done")) {
          closing.settle(List.of(delivery), new Settlement.Acknowledge());
        }
      }
      closing.close();

      List<Delivery> again = receive(other, "work", 1);
      assertThat(again).extracting(TaskQueueContract::text).containsExactly("kept");
      assertThat(again.getFirst().count()).isGreaterThan(1);
      assertThat(receiveUnwanted(other, "work")).isEmpty();
    }
  }

  @Test
  @Guarantee("Q3")
  default void eachHolderThatDiesRaisesTheCount() throws Exception {
    try (TaskQueue sender = open()) {
      sender.send("work", List.of(body("one")));
      int last = 0;
      for (int round = 0; round < 3; round++) {
        TaskQueue holder = open();
        int count = receiveOne(holder, "work").count();
        assertThat(count).isGreaterThan(last);
        last = count;
        holder.close();
      }
    }
  }

  @Test
  @Guarantee("Q8")
  @Acceptance("M02")
  default void whoLostItsLeaseSettlesNothing() throws Exception {
    try (TaskQueue other = open()) {
      TaskQueue closing = open();
      other.send("work", List.of(body("one")));
      List<Delivery> lost = receive(closing, "work", 1);
      closing.close();
      List<Delivery> held = receive(other, "work", 1);
      closing.settle(lost, new Settlement.Acknowledge());
      closing.settle(lost, new Settlement.Reject("late"));
      other.settle(held, new Settlement.Release());

      assertThat(text(receiveOne(other, "work"))).isEqualTo("one");
      assertThat(other.deadLetters("work", 10)).isEmpty();
    }
  }

  @Test
  @Guarantee("Q2")
  default void aHolderThatLivesKeepsItsMessageBeyondTheLease() throws Exception {
    try (TaskQueue holder = open();
        TaskQueue other = open()) {
      holder.send("work", List.of(body("one")));
      List<Delivery> held = receive(holder, "work", 1);
      Duration beyond = min(holder.capabilities().lease().multipliedBy(3), patience());

      assertThat(other.receive("work", 1, beyond)).isEmpty();
      holder.settle(held, new Settlement.Acknowledge());
      assertThat(receiveUnwanted(other, "work")).isEmpty();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
