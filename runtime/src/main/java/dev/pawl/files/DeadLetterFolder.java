package dev.pawl.files;

import dev.pawl.spi.TaskQueue.DeadLetter;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of one queue that were kept aside: the file as it was, and beside it the reason in a
 * file of its own.
 */
final class DeadLetterFolder {
  private static final String REASON = ".reason";

  private final String queue;
  private final Path folder;
  private final Place place;

  DeadLetterFolder(String queue, Path folder, Place place) {
    this.queue = queue;
    this.folder = folder;
    this.place = place;
  }

  /**
   * Keeps a message aside with its reason; nothing happens where its file is gone, because somebody
   * else has it.
   */
  void putAside(Path file, MessageName name, String reason) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      writeReason(name.toString(), reason);
      move(file, name.toString());
    }
  }

  /**
   * Keeps a file aside that is no message, and without its reason rather than not at all when the
   * disk is full.
   */
  void putAsideUnreadable(Path file, MessageName name, String reason) throws IOException {
    putAsideUnreadable(file, name.toString(), reason);
  }

  /** Keeps a file aside whose name is none of ours. */
  void putAsideForeign(Path file) throws IOException {
    String reason = "a file's name should be that of a message, found '" + file.getFileName() + "'";
    putAsideUnreadable(file, place.newEnvelope() + ".foreign", reason);
  }

  private void putAsideUnreadable(Path file, String name, String reason) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      writeReason(name, reason);
    } catch (IOException noSpace) {
      // Holding up the queue would keep the disk full.
    }
    move(file, name);
  }

  private void writeReason(String name, String reason) throws IOException {
    Path written = PrivateFiles.write(place.newTemporary(), reason);
    Files.move(written, folder.resolve(name + REASON), StandardCopyOption.ATOMIC_MOVE);
  }

  private void move(Path file, String name) throws IOException {
    try {
      Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException taken) {
      Files.deleteIfExists(folder.resolve(name + REASON));
    }
    if (place.options().durable()) {
      PrivateFiles.syncFolder(folder);
    }
  }

  List<DeadLetter> list(int maximum) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String name : PrivateFiles.names(folder)) {
      if (letters.size() == maximum) {
        break;
      }
      if (!name.endsWith(REASON)) {
        letters.add(new DeadLetter(queue, reason(name), body(name)));
      }
    }
    return letters;
  }

  private String reason(String name) throws IOException {
    Path file = folder.resolve(name + REASON);
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        : "unknown";
  }

  private byte[] body(String name) throws IOException {
    Path file = folder.resolve(name);
    Optional<MessageName> message = MessageName.parse(name);
    if (message.isPresent()) {
      try {
        return Envelope.read(file, message.get().index());
      } catch (Envelope.Unreadable shownAsItIs) {
        return raw(file);
      }
    }
    return raw(file);
  }

  private byte[] raw(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
      return new byte[0];
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(place.options().maximumBytes());
    }
  }
}
