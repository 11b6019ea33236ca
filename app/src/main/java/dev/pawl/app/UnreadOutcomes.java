package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which runs of {@code pawl run} may have come to an end that it could not tell any more, because
 * it was killed between the end and its last line: an empty file for each. The same command then
 * tells that end, and does not begin anew.
 */
final class UnreadOutcomes {
  private final Path folder;

  UnreadOutcomes(Home home) {
    this.folder = home.path().resolve("unread");
  }

  boolean contains(RunId run) {
    return Files.exists(folder.resolve(run.value()));
  }

  void add(RunId run) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(run.value()), "");
    } catch (IOException e) {
      throw UserError.failed("a file in " + folder + " should be writable, found: " + e);
    }
  }

  void remove(RunId run) {
    try {
      Files.deleteIfExists(folder.resolve(run.value()));
    } catch (IOException e) {
      throw UserError.failed("a file in " + folder + " should be removable, found: " + e);
    }
  }
}
