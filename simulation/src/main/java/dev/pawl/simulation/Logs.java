package dev.pawl.simulation;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.files.log.FileEventStoreSettings;
import dev.pawl.files.log.FileLayer;
import dev.pawl.files.log.SimulatedDisk;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.spi.EventStore;
import java.util.function.UnaryOperator;

/**
 * Where events are kept, and outlive processes: in memory, or in the production's files on a disk
 * that loses what was not flushed when its power is cut.
 */
final class Logs {
  private final MemoryEventStore memory = new MemoryEventStore();
  private final boolean files;
  private final FileEventStoreSettings settings;
  private final UnaryOperator<FileLayer> tampered;
  private final Luck luck;
  private SimulatedDisk disk = new SimulatedDisk();

  /**
   * An empty place.
   *
   * @param tampered the layer of files as stores see it
   */
  Logs(boolean files, Luck luck, UnaryOperator<FileLayer> tampered) {
    this.files = files;
    this.luck = luck;
    this.tampered = tampered;
    this.settings = new FileEventStoreSettings(luck.between(8, 32) << 10, 1, luck.between(1, 8));
  }

  /** One more opening of the same streams, as a process has it. */
  EventStore open() {
    return files ? FileEventStore.over(tampered.apply(disk), settings, luck) : memory.open();
  }

  /** The power is cut: what was not flushed is there, lost, torn or in another order. */
  void cut() {
    disk = disk.afterCrash(luck);
  }

  /** The power is cut a number of operations on, in the middle of whatever happens then. */
  void cutAfter(int operations) {
    disk.crashAfter(operations);
  }

  /** Leaves a number of bytes free. */
  void leaveFree(long bytes) {
    disk.setCapacity(disk.used() + bytes);
  }

  /** There is space again. */
  void free() {
    disk.setCapacity(Long.MAX_VALUE);
  }
}
