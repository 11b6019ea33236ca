package dev.pawl.files;

import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The folder that a file queue lives in, as one opening sees it.
 *
 * @param root the folder
 * @param opening the random name of this opening
 * @param numbers counts the names that this opening has given
 */
record Place(Path root, String opening, FileQueueOptions options, AtomicInteger numbers) {
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  /**
   * Creates what is missing, and removes what crashed processes left behind a day ago or longer.
   */
  static Place open(Path root, FileQueueOptions options) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    Place place = new Place(absolute, options.newName(), options, new AtomicInteger());
    PrivateFiles.createFolders(place.queues());
    PrivateFiles.createFolders(place.openings());
    PrivateFiles.createFolders(place.temporaries());
    Instant before = options.clock().instant().minus(LEFT_BEHIND);
    PrivateFiles.sweep(place.temporaries(), before);
    PrivateFiles.sweep(place.openings(), before);
    return place;
  }

  Path queues() {
    return root.resolve("queues");
  }

  Path openings() {
    return root.resolve("openings");
  }

  private Path temporaries() {
    return root.resolve("temporary");
  }

  /** A name for a file to be written; the file does not exist yet. */
  Path newTemporary() {
    return temporaries().resolve(opening + "-" + numbers.incrementAndGet());
  }

  /** A name for an envelope or a bucket of this opening. */
  String newEnvelope() {
    return MessageName.envelope(options.clock().millis(), opening, numbers.incrementAndGet());
  }

  /** The name of the place, drawn by who opened it first. */
  String identity() throws IOException {
    Path file = root.resolve("identity");
    if (!Files.exists(file)) {
      Path written =
          PrivateFiles.write(newTemporary(), options.newName() + options.newName() + "\n");
      try {
        PrivateFiles.publishNew(written, file);
        PrivateFiles.syncFolder(root);
      } catch (FileAlreadyExistsException other) {
        Files.delete(written);
      }
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.matches("[0-9a-f]{32}")) {
      throw new PortFailure.Corrupt(
          file + " should hold 32 hexadecimal digits, found " + text.length() + " characters");
    }
    return text;
  }
}
