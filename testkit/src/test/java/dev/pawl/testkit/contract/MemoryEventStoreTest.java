package dev.pawl.testkit.contract;

import dev.pawl.memory.MemoryEventStore;
import dev.pawl.spi.EventStore;

class MemoryEventStoreTest
    implements EventAppendContract,
        EventConditionContract,
        EventFencingContract,
        EventReadingContract,
        EventDurabilityContract,
        EventIsolationContract {
  private final MemoryEventStore place = new MemoryEventStore();

  @Override
  public EventStore open() {
    return place.open();
  }
}
