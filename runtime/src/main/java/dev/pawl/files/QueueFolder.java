package dev.pawl.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the parts of one named queue lie.
 *
 * @param ready folders of waiting messages
 * @param claimed a folder for each opening, with the messages that it holds
 * @param dead messages that were kept aside, each with its reason
 */
record QueueFolder(Path ready, Path claimed, Path dead) {
  /**
   * The bucket of messages that came back from a holder; it sorts before all others and is never
   * removed.
   */
  static final String RETURNED = "000000000000-returned";

  /** Creates the folders of a queue where they are missing. */
  static QueueFolder create(Path queues, String name) throws IOException {
    Path folder = queues.resolve(name);
    QueueFolder created =
        new QueueFolder(folder.resolve("ready"), folder.resolve("claimed"), folder.resolve("dead"));
    PrivateFiles.createFolders(created.returned());
    PrivateFiles.createFolders(created.claimed);
    PrivateFiles.createFolders(created.dead);
    return created;
  }

  /** Removes the folders of a queue as far as they are empty. */
  static void remove(Path queues, String name, String opening) throws IOException {
    Path folder = queues.resolve(name);
    QueueFolder parts =
        new QueueFolder(folder.resolve("ready"), folder.resolve("claimed"), folder.resolve("dead"));
    for (String bucket : PrivateFiles.names(parts.ready)) {
      ReadyMessages.removeEmpty(parts.ready.resolve(bucket));
    }
    ReadyMessages.removeEmpty(parts.claimedBy(opening));
    for (Path part : List.of(parts.ready, parts.claimed, parts.dead, folder)) {
      ReadyMessages.removeEmpty(part);
    }
  }

  Path returned() {
    return ready.resolve(RETURNED);
  }

  Path claimedBy(String opening) {
    return claimed.resolve(opening);
  }
}
