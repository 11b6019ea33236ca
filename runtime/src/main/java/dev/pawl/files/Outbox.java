package dev.pawl.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes messages of one queue. The messages of a call share one file, flushed once; each then gets
 * a hard link of its own, which is what consumers claim, so the bytes go with the last of them.
 * Where there are no hard links, each has a file of its own.
 */
final class Outbox {
  private static final int TRIES = 10;

  private final Place place;
  private final SenderBuckets buckets;
  private volatile boolean hardLinks = true;

  Outbox(QueueFolder folder, Place place) {
    this.place = place;
    this.buckets = new SenderBuckets(folder, place);
  }

  void send(List<byte[]> messages) throws IOException {
    int sent = 0;
    while (sent < messages.size()) {
      int end = Math.min(messages.size(), sent + (hardLinks ? Envelope.MOST : 1));
      sent += sendTogether(messages.subList(sent, end));
    }
  }

  /**
   * Gives the number of messages that were sent: all, or none where it turned out that there are no
   * hard links.
   */
  private int sendTogether(List<byte[]> messages) throws IOException {
    Path written = place.newTemporary();
    try {
      Envelope.write(written, messages, place.options().durable());
      String envelope = place.newEnvelope();
      int tries = 0;
      int named = 0;
      Set<Path> touched = new LinkedHashSet<>();
      while (named < messages.size()) {
        Path bucket = buckets.roomFor(messages.size() - named);
        touched.add(bucket);
        try {
          for (; named < messages.size(); named++) {
            name(
                written,
                bucket.resolve(new MessageName(envelope, named, 1).toString()),
                named == messages.size() - 1);
          }
        } catch (NoSuchFileException bucketRemoved) {
          buckets.leave(bucket);
          if (++tries == TRIES) {
            throw bucketRemoved;
          }
        }
      }
      sync(touched);
      return messages.size();
    } catch (UnsupportedOperationException none) {
      hardLinks = false;
      return 0;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** The last name is that of the file itself, so that a single message needs no link. */
  private static void name(Path written, Path name, boolean last) throws IOException {
    if (last) {
      Files.move(written, name, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.createLink(name, written);
    } catch (NoSuchFileException bucketRemoved) {
      throw bucketRemoved;
    } catch (FileSystemException failed) {
      String reason = String.valueOf(failed.getReason());
      if (reason.contains("not permitted") || reason.contains("not supported")) {
        throw new UnsupportedOperationException(failed);
      }
      throw failed;
    }
  }

  private void sync(Set<Path> folders) throws IOException {
    if (!place.options().durable()) {
      return;
    }
    for (Path folder : folders) {
      try {
        PrivateFiles.syncFolder(folder);
      } catch (NoSuchFileException allTaken) {
        // Every message of it has gone to a consumer, which removed the empty bucket.
      }
    }
  }
}
