package dev.pawl.engine;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that holds runs. A run is a folder in it, with its events and blobs, and can be copied,
 * sent and deleted as such; the events may also be kept elsewhere.
 *
 * @param path absolute
 * @param events where events are kept, as a URI of a {@link dev.pawl.spi.PortProvider}; empty for
 *     the folder
 */
public record Home(Path path, Optional<URI> events) {
  public Home {
    path = path.toAbsolutePath().normalize();
  }

  /** A folder that holds events too. */
  public Home(Path path) {
    this(path, Optional.empty());
  }

  /** One folder for each run. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** The queue over which other processes ask the owner of the home. */
  public Path control() {
    return path.resolve("control");
  }

  /** Whether there may be runs: a folder that is not there holds none, and is not created. */
  public boolean mayHoldRuns() {
    return events.isPresent() || Files.isDirectory(runs());
  }

  /**
   * Opens the event store, which closes all that was opened for it.
   *
   * @throws PortFailure.Invalid where the URI of the events is not as it should be
   * @throws PortFailure.Unavailable where it cannot be reached, or the folder cannot be created
   */
  public EventStore openEvents() {
    return events
        .<EventStore>map(uri -> Providers.of(uri).openEvents(uri))
        .orElseGet(() -> FileEventStore.open(runs()));
  }

  /** The file that holds a blob of a run. */
  public Path blob(String key) {
    int slash = key.indexOf('/');
    return runs()
        .resolve(key.substring(0, slash))
        .resolve("blobs")
        .resolve(key.substring(slash + 1));
  }

  /** How it is called in texts. */
  @Override
  public String toString() {
    return events
        .map(uri -> path + " with events in " + Providers.redacted(uri))
        .orElseGet(path::toString);
  }
}
