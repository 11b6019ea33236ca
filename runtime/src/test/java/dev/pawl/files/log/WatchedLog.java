package dev.pawl.files.log;

import dev.pawl.testkit.contract.EventStoreContract;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** For tests of a stream on a simulated disk where each operation can be seen. */
abstract class WatchedLog implements EventStoreContract {
  static final String STREAM = "run-1";
  static final String FIRST = SegmentName.path(STREAM, 1);
  static final String SECOND = SegmentName.path(STREAM, 2);
  static final String THIRD = SegmentName.path(STREAM, 3);
  static final String DRAFT = SegmentName.draft(STREAM);

  final SimulatedDisk disk = new SimulatedDisk();
  final WatchedFiles files = new WatchedFiles(disk);

  private final RandomGenerator salts = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
  private FileEventStoreSettings settings = FileEventStoreSettings.defaults();

  /** For the stores that are opened from now on. */
  final void set(FileEventStoreSettings newSettings) {
    settings = newSettings;
  }

  @Override
  public final FileEventStore open() {
    return FileEventStore.over(files, settings, salts);
  }

  /** A store whose operations are not seen, as another process would have it. */
  final FileEventStore openElsewhere() {
    return FileEventStore.over(disk, settings, salts);
  }

  /** A text whose event takes so many bytes of a segment, a multiple of 8. */
  static String filling(int bytes) {
    return "x".repeat(bytes - FrameCodec.HEADER);
  }

  final int size(String path) {
    return disk.bytes(path).length;
  }
}
