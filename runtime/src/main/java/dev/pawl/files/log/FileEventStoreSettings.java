package dev.pawl.files.log;

/**
 * How a {@link FileEventStore} uses files and threads.
 *
 * @param segmentBytes a segment that has this many bytes is followed by a new one; 64 MiB by
 *     default
 * @param flushThreads streams that are flushed at the same time; 16 by default, because a disk
 *     flushes several files faster together than one after the other
 * @param openFiles streams whose files stay open between appends; 512 by default
 */
public record FileEventStoreSettings(long segmentBytes, int flushThreads, int openFiles) {
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
    return new FileEventStoreSettings(64 << 20, 16, 512);
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
