package dev.pawl.files.log;

import dev.pawl.spi.EventStore;
import dev.pawl.testkit.contract.EventSpaceContract;
import java.security.SecureRandom;

/** On a simulated disk of a limited size. */
class FullDiskTest implements EventSpaceContract {
  private final SimulatedDisk disk = new SimulatedDisk();

  @Override
  public EventStore open() {
    return FileEventStore.over(disk, FileEventStoreSettings.defaults(), new SecureRandom());
  }

  @Override
  public void fillSpace() {
    disk.setCapacity(disk.used() + (512 << 10));
  }

  @Override
  public void freeSpace() {
    disk.setCapacity(Long.MAX_VALUE);
  }
}
