package dev.pawl.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the parts of one named queue lie.
 *
 * @param ready folders of waiting messages
 * @param claimed a folder for each opening, with the messages that it holds
 * @param dead messages that were kept aside, each with its reason
 */
record QueueFolder(Path ready, Path claimed, Path dead) {
  /** The bucket of messages that came back from a holder; it sorts before all others and is never removed. */
  static final String RETURNED = "000000000000-returned";

  /** Creates the folders of a queue where they are missing. */
  static QueueFolder create(Path queues, String name) throws IOException {
    Path folder = queues.resolve(name);
    QueueFolder created = new QueueFolder(folder.resolve("ready"), folder.resolve("claimed"), folder.resolve("dead"));
    PrivateFiles.createFolders(created.returned());
    PrivateFiles.createFolders(created.claimed);
    PrivateFiles.createFolders(created.dead);
    return created;
  }

  Path returned() {
    return ready.resolve(RETURNED);
  }

  Path claimedBy(String opening) {
    return claimed.resolve(opening);
  }
}
