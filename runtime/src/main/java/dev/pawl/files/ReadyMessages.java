package dev.pawl.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The waiting messages of one queue. A listing of the oldest buckets is kept and consumed, so that
 * a receive reads no folder of many files; a message that another consumer has taken meanwhile is
 * skipped when its rename fails.
 */
final class ReadyMessages {
  private static final int ENOUGH = 1_000;
  private static final int COUNTED_BUCKETS = 64;

  private final QueueFolder folder;
  private final Place place;
  private final DeadLetterFolder dead;
  private final Path claimed;
  private final Deque<Candidate> known = new ArrayDeque<>();
  private boolean spread;

  ReadyMessages(QueueFolder folder, Place place, DeadLetterFolder dead) {
    this.folder = folder;
    this.place = place;
    this.dead = dead;
    this.claimed = folder.claimedBy(place.opening());
  }

  /** Claims up to {@code maximum} messages; they lie in this opening's folder afterwards. */
  synchronized List<MessageName> claim(int maximum) throws IOException {
    List<MessageName> taken = new ArrayList<>();
    try {
      claimKnown(maximum, taken);
      if (taken.size() < maximum) {
        listBuckets();
        claimKnown(maximum, taken);
      }
    } catch (IOException failed) {
      if (taken.isEmpty()) {
        throw failed;
      }
    }
    return taken;
  }

  private void claimKnown(int maximum, List<MessageName> taken) throws IOException {
    while (taken.size() < maximum && !known.isEmpty()) {
      Candidate candidate = known.removeFirst();
      if (claim(candidate)) {
        taken.add(candidate.name);
      } else {
        spreadOut();
      }
    }
  }

  private boolean claim(Candidate candidate) throws IOException {
    String name = candidate.name.toString();
    Path from = candidate.bucket.resolve(name);
    Path to = claimed.resolve(name);
    if (renamed(from, to)) {
      return true;
    }
    if (Files.exists(from)) {
      PrivateFiles.createFolders(claimed);
      return renamed(from, to);
    }
    // A network file system may lose the answer to a rename that it did.
    return Files.exists(to);
  }

  private static boolean renamed(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException taken) {
      return false;
    }
  }

  /**
   * Competitors walk the same listing: who loses a race goes on elsewhere in it, once a listing.
   */
  private void spreadOut() {
    if (!spread && known.size() > 1) {
      spread = true;
      for (int skip = place.options().random().nextInt(known.size()); skip > 0; skip--) {
        known.addLast(known.removeFirst());
      }
    }
  }

  private void listBuckets() throws IOException {
    spread = false;
    List<String> buckets = PrivateFiles.names(folder.ready());
    for (int i = 0; i < buckets.size() && known.size() < ENOUGH; i++) {
      Path bucket = folder.ready().resolve(buckets.get(i));
      int before = known.size();
      try {
        list(bucket);
      } catch (NotDirectoryException foreign) {
        dead.putAsideForeign(bucket);
        continue;
      }
      String next = i + 1 < buckets.size() ? buckets.get(i + 1) : null;
      if (known.size() == before
          && SenderBuckets.isLeft(buckets.get(i), next, place.options().clock().millis())) {
        removeEmpty(bucket);
      }
    }
  }

  private void list(Path bucket) throws IOException {
    for (String text : PrivateFiles.names(bucket)) {
      Optional<MessageName> name = MessageName.parse(text);
      if (name.isPresent()) {
        known.addLast(new Candidate(bucket, name.get()));
      } else {
        dead.putAsideForeign(bucket.resolve(text));
      }
    }
  }

  /** Removes a folder if it is empty still. */
  static void removeEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException used) {
      // Somebody put a message there.
    }
  }

  /**
   * Counts the messages in the oldest buckets; where there are more than 64, the others are taken
   * to be as full.
   */
  long depth() throws IOException {
    List<String> buckets = PrivateFiles.names(folder.ready());
    int counted = Math.min(buckets.size(), COUNTED_BUCKETS);
    long messages = 0;
    for (String bucket : buckets.subList(0, counted)) {
      Path listed = folder.ready().resolve(bucket);
      messages += Files.isDirectory(listed) ? PrivateFiles.names(listed).size() : 0;
    }
    return counted == 0 ? 0 : messages * buckets.size() / counted;
  }

  private record Candidate(Path bucket, MessageName name) {}
}
