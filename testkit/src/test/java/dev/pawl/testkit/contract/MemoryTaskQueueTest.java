package dev.pawl.testkit.contract;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue;

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

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return new MemoryTaskQueue();
  }
}
