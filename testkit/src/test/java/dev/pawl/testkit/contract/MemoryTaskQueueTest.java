package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.TaskQueueContract.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Grouped;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTaskQueueTest
    implements QueueDeliveryContract,
        QueueSettlementContract,
        QueueLeaseContract,
        QueuePlaceContract {
  private final MemoryTaskQueue place = new MemoryTaskQueue(100_000);

  @Override
  public TaskQueue open() {
    return place.open();
  }

  /** Who dies with its memory takes its claims along: nothing is left to run out. */
  @Override
  public void kill(TaskQueue opening) {
    opening.close();
  }

  @Test
  void groupsTakeTurns() throws Exception {
    try (TaskQueue queue = open()) {
      queue.sendInTurns(
          "work", List.of(new Grouped("huge", body("h1")), new Grouped("huge", body("h2"))));
      queue.sendInTurns("work", List.of(new Grouped("small", body("s1"))));

      assertThat(receive(queue, "work", 3))
          .extracting(TaskQueueContract::text)
          .containsExactly("h1", "s1", "h2");
    }
  }

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return new MemoryTaskQueue();
  }
}
