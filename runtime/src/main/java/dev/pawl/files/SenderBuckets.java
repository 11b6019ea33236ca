package dev.pawl.files;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one sender: folders of at most {@value Envelope#MOST} messages, named like
 * envelopes. Each is left after 5 s, so that the messages of several senders are received roughly
 * in the order of sending.
 */
final class SenderBuckets {
  /** How long a sender uses one bucket, in milliseconds of its wall clock. */
  static final long MILLIS = 5_000;

  private final QueueFolder folder;
  private final Place place;
  private @Nullable Path current;
  private long since;
  private int room;

  SenderBuckets(QueueFolder folder, Place place) {
    this.folder = folder;
    this.place = place;
  }

  /** A bucket that takes so many messages more. */
  synchronized Path roomFor(int messages) throws IOException {
    long age = place.options().clock().millis() - since;
    Path bucket = current;
    if (bucket == null || messages > room || age < 0 || age > MILLIS) {
      bucket = folder.ready().resolve(place.newEnvelope());
      PrivateFiles.createFolders(bucket);
      current = bucket;
      since = place.options().clock().millis();
      room = Envelope.MOST;
    }
    room -= messages;
    return bucket;
  }

  /** Says that a bucket is not there any more. */
  synchronized void leave(Path bucket) {
    if (bucket.equals(current)) {
      current = null;
    }
  }

  /**
   * Whether an empty bucket may go: its sender has a newer one, or should have left it.
   *
   * @param next the bucket that follows in the order of names, of any sender
   */
  static boolean isLeft(String bucket, @Nullable String next, long nowMillis) {
    String sender = sender(bucket);
    if (sender.isEmpty()) {
      return false;
    }
    return (next != null && sender.equals(sender(next))) || nowMillis - millis(bucket) > 2 * MILLIS;
  }

  private static String sender(String bucket) {
    return MessageName.isEnvelope(bucket) ? bucket.substring(13, 29) : "";
  }

  private static long millis(String bucket) {
    return Long.parseLong(bucket.substring(0, 12), 16);
  }
}
