package dev.pawl.testkit.faults;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.contract.QueueDeliveryContract;
import dev.pawl.testkit.contract.QueueLeaseContract;
import dev.pawl.testkit.contract.QueuePlaceContract;
import dev.pawl.testkit.contract.QueueSettlementContract;
import java.util.Random;

/** A wrapper without faults keeps the contract of what it wraps. */
class QuietFaultyTaskQueueTest
    implements QueueDeliveryContract,
        QueueSettlementContract,
        QueueLeaseContract,
        QueuePlaceContract {
  private final MemoryTaskQueue place = new MemoryTaskQueue(100_000);

  @Override
  public TaskQueue open() {
    return new FaultyTaskQueue(place.open(), QueueFaults.none(), new Random(1), System::nanoTime);
  }

  @Override
  public void kill(TaskQueue opening) {
    opening.close();
  }

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return new FaultyTaskQueue(
        new MemoryTaskQueue(), QueueFaults.none(), new Random(1), System::nanoTime);
  }
}
