package dev.pawl.engine;

import java.nio.file.Path;

/**
 * A folder that holds runs. A run is a folder in it, with its events and blobs, and can be copied,
 * sent and deleted as such.
 *
 * @param path absolute
 */
public record Home(Path path) {
  public Home {
    path = path.toAbsolutePath().normalize();
  }

  /** One folder for each run. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** The queue over which other processes ask the owner of the home. */
  public Path control() {
    return path.resolve("control");
  }

  /** The file that holds a blob of a run. */
  public Path blob(String key) {
    int slash = key.indexOf('/');
    return runs()
        .resolve(key.substring(0, slash))
        .resolve("blobs")
        .resolve(key.substring(slash + 1));
  }
}
