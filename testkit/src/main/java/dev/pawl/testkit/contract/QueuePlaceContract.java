package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.TaskQueueContract.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.DeadLetter;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The place where messages lie: durability, limits, identity, and bytes that are no messages. */
public interface QueuePlaceContract extends TaskQueueContract {
  /** Messages above this size are not tried where a queue has no lower limit. */
  int LARGEST_TRIED = 64 << 20;

  @Test
  @Guarantee("Q6")
  default void
      messagesSurviveTheEndOfEveryProcessWhereTheQueueIsDurableAndAnotherIdentitySaysSoWhereItIsNot()
          throws Exception {
    TaskQueue first = open();
    TaskQueue.Capabilities before = first.capabilities();
    first.send("work", List.of(body("one")));
    kill(first);
    try (TaskQueue later = reopenAfterTheEndOfEveryProcess()) {
      if (before.durable()) {
        assertThat(later.capabilities().identity()).isEqualTo(before.identity());
        assertThat(receive(later, "work", 1))
            .extracting(TaskQueueContract::text)
            .containsExactly("one");
      } else {
        assertThat(later.capabilities().identity()).isNotEqualTo(before.identity());
        assertThat(receiveUnwanted(later, "work")).isEmpty();
      }
    }
  }

  @Test
  @Guarantee("Q6")
  default void allOpeningsOfAPlaceHaveTheSameIdentity() {
    try (TaskQueue one = open();
        TaskQueue other = open()) {
      assertThat(one.capabilities().identity())
          .isNotEmpty()
          .isEqualTo(other.capabilities().identity());
    }
  }

  @Test
  @Guarantee("Q7")
  @Acceptance("D02")
  default void aMessageOfTheLargestSizeIsDelivered() throws Exception {
    try (TaskQueue queue = open()) {
      byte[] large = new byte[Math.min(queue.capabilities().maximumBytes(), LARGEST_TRIED)];
      large[large.length - 1] = 7;
      queue.send("work", List.of(large));

      assertThat(receiveOne(queue, "work").body()).isEqualTo(large);
    }
  }

  @Test
  @Guarantee("Q7")
  @Acceptance("D02")
  default void aMessageThatIsTooLargeIsRefusedWithAllOfItsCall() throws Exception {
    try (TaskQueue queue = open()) {
      int maximum = queue.capabilities().maximumBytes();
      if (maximum < LARGEST_TRIED) {
        assertThatThrownBy(() -> queue.send("work", List.of(body("small"), new byte[maximum + 1])))
            .isInstanceOf(PortFailure.Invalid.class)
            .hasMessageContaining(Integer.toString(maximum));
        assertThat(receiveUnwanted(queue, "work")).isEmpty();
      } else {
        queue.send("work", List.of(body("small"), new byte[LARGEST_TRIED]));
        assertThat(receive(queue, "work", 2)).hasSize(2);
      }
    }
  }

  @Test
  @Guarantee("Q9")
  @Acceptance("M05")
  default void bytesThatNobodyCanReadAreKeptAsideAndHoldUpNobody() throws Exception {
    try (TaskQueue queue = open()) {
      byte[] rubbish = body("this is no message");
      boolean planted = plantUnreadable("work", rubbish);
      queue.send("work", List.of(body("good")));

      assertThat(receive(queue, "work", 1))
          .extracting(TaskQueueContract::text)
          .containsExactly("good");
      assertThat(receiveUnwanted(queue, "work")).isEmpty();
      if (planted) {
        DeadLetter kept =
            Awaitility.await()
                .atMost(patience())
                .until(() -> queue.deadLetters("work", 10), letters -> !letters.isEmpty())
                .getFirst();
        assertThat(kept.body()).isEqualTo(rubbish);
        assertThat(kept.reason()).isNotEmpty();
      } else {
        assertThat(queue.deadLetters("work", 10)).isEmpty();
      }
    }
  }

  @Test
  @Guarantee("Q1")
  default void anEmptyMessageIsAMessage() throws Exception {
    try (TaskQueue queue = open()) {
      queue.send("work", List.of(new byte[0]));
      queue.settle(List.of(receiveOne(queue, "work")), new Settlement.Acknowledge());

      assertThat(receiveUnwanted(queue, "work")).isEmpty();
    }
  }
}
