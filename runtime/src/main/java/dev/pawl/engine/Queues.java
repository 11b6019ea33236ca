package dev.pawl.engine;

import dev.pawl.files.FileTaskQueue;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens queues by their URI. */
public final class Queues {
  private Queues() {}

  /**
   * The folder of a {@code file:} URI; relative paths as in {@code file:queue} are fine.
   *
   * @throws PortFailure.Invalid where the URI names a host, or no folder
   */
  public static Path folder(URI uri) {
    String path = uri.getPath() == null ? uri.getSchemeSpecificPart() : uri.getPath();
    if (uri.getRawAuthority() != null || uri.getRawQuery() != null || path.isBlank()) {
      throw new PortFailure.Invalid(
          "the URI of a folder should be like file:/var/pawl/queue or file:queue, found '"
              + uri
              + "'");
    }
    return Path.of(path).toAbsolutePath().normalize();
  }

  /**
   * A queue: one of a folder, of this JVM's memory, or of a {@link dev.pawl.spi.PortProvider} on
   * the class path.
   *
   * @throws PortFailure.Invalid where the scheme is not known, or the URI is not as it should be
   * @throws PortFailure.Unavailable where it cannot be reached
   */
  public static TaskQueue open(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "file" -> new FileTaskQueue(folder(uri));
      case "memory" -> new MemoryTaskQueue();
      default -> Providers.of(uri).openQueue(uri);
    };
  }

  /** The URI of a queue as it may be printed. */
  public static String redacted(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "file", "memory" -> uri.toString();
      default -> Providers.redacted(uri);
    };
  }

  /** How URIs of queues look, one example for each kind. */
  public static List<String> examples() {
    return Stream.concat(
            Stream.of("file:/var/pawl/queue", "memory:"), Providers.examples().stream())
        .toList();
  }

  /** Whether there are queues of a scheme. */
  public static boolean isKnown(@Nullable String scheme) {
    return "file".equals(scheme) || "memory".equals(scheme) || Providers.isKnown(scheme);
  }

  /**
   * The same queue for messages of any size: what is too large for it travels in a blob. All who
   * share a queue need to wrap it alike.
   */
  public static TaskQueue overflowing(TaskQueue queue, BlobStore blobs) {
    return new OverflowQueue(queue, blobs, () -> UUID.randomUUID().toString());
  }
}
