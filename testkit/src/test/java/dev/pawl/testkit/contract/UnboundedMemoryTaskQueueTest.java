package dev.pawl.testkit.contract;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue;

/** The other branch of the largest size. */
class UnboundedMemoryTaskQueueTest implements QueuePlaceContract {
  private final MemoryTaskQueue place = new MemoryTaskQueue(Integer.MAX_VALUE);

  @Override
  public TaskQueue open() {
    return place.open();
  }

  @Override
  public void kill(TaskQueue opening) {
    opening.close();
  }

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return new MemoryTaskQueue();
  }
}
