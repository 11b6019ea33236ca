package dev.pawl.engine;

import dev.pawl.files.FileTaskQueue;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

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
   * A queue.
   *
   * @throws PortFailure.Invalid where the scheme is not known
   */
  public static TaskQueue open(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "file" -> new FileTaskQueue(folder(uri));
      case "memory" -> new MemoryTaskQueue();
      default ->
          throw new PortFailure.Invalid(
              "the scheme of a queue should be one of file, memory (such as file:/var/pawl/queue), found '"
                  + uri
                  + "'");
    };
  }

  /**
   * The same queue for messages of any size: what is too large for it travels in a blob. All who
   * share a queue need to wrap it alike.
   */
  public static TaskQueue overflowing(TaskQueue queue, BlobStore blobs) {
    return new OverflowQueue(queue, blobs, () -> UUID.randomUUID().toString());
  }
}
