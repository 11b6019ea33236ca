package dev.pawl.files;

import dev.pawl.spi.BlobRef;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which blobs this process has found to be whole, the latest 10,000 of them. A file counts as the
 * same while its size and time of change are the same. A file that changed less than two seconds
 * ago is not remembered, because another change in the same tick of the file system's clock could
 * not be told from it.
 */
final class VerifiedBlobs {
  private static final int MOST = 10_000;
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Map<String, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MOST;
        }
      };

  VerifiedBlobs(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean contains(BlobRef blob, BasicFileAttributes file) {
    return new Seen(blob, file.lastModifiedTime().toMillis()).equals(seen.get(blob.key()));
  }

  /** Remembers a blob whose bytes were read after {@code file} was looked at. */
  synchronized void add(BlobRef blob, BasicFileAttributes file) {
    if (file.lastModifiedTime().toInstant().isBefore(clock.instant().minus(SETTLED))) {
      seen.put(blob.key(), new Seen(blob, file.lastModifiedTime().toMillis()));
    }
  }

  synchronized void remove(String key) {
    seen.remove(key);
  }

  private record Seen(BlobRef blob, long modifiedAtMillis) {}
}
