package dev.pawl.files.log;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How a {@link FileEventStore} uses files and threads.
 *
 * @param segmentBytes a segment that has this many bytes is followed by a new one; 64 MiB by
 *     default
 * @param flushThreads streams that are flushed at the same time; 16 by default, because a disk
 *     flushes several files faster together than one after the other
 * @param openFiles streams whose files stay open between appends; by default a quarter of the files
 *     that the process may open, 256 to 4,096: a thousand small runs should not open and close a
 *     file at each append
 */
public record FileEventStoreSettings(long segmentBytes, int flushThreads, int openFiles) {
  private static final int FEWEST_OPEN = 256;
  private static final int MOST_OPEN = 4_096;
  private static final long SMALLEST_SEGMENT = 2L * SegmentHeader.BYTES;

  public FileEventStoreSettings {
    if (segmentBytes < SMALLEST_SEGMENT || flushThreads < 1 || openFiles < 1) {
      throw new IllegalArgumentException(
          "a file event store should have segments of "
              + SMALLEST_SEGMENT
              + " bytes or more, 1 thread or more and 1 open file or more, found "
              + segmentBytes
              + ", "
              + flushThreads
              + " and "
              + openFiles);
    }
  }

  /** The defaults. */
  public static FileEventStoreSettings defaults() {
    return new FileEventStoreSettings(64 << 20, 16, openFilesByDefault());
  }

  private static int openFilesByDefault() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Math.clamp(unix.getMaxFileDescriptorCount() / 4, FEWEST_OPEN, MOST_OPEN)
        : FEWEST_OPEN;
  }

  public FileEventStoreSettings withSegmentBytes(long bytes) {
    return new FileEventStoreSettings(bytes, flushThreads, openFiles);
  }

  public FileEventStoreSettings withFlushThreads(int threads) {
    return new FileEventStoreSettings(segmentBytes, threads, openFiles);
  }

  public FileEventStoreSettings withOpenFiles(int files) {
    return new FileEventStoreSettings(segmentBytes, flushThreads, files);
  }
}
