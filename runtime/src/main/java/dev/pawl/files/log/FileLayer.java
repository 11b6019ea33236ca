package dev.pawl.files.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The few operations on files that the event log needs, so that tests can fail, lose, tear and
 * reorder each of them. Paths are relative to a root and use '/'; "" is the root itself.
 */
public interface FileLayer {
  /**
   * One lock for each folder and JVM, whichever layer asks: it keeps two stores of one JVM from
   * writing one stream together.
   */
  Lock lock(String folder);

  boolean exists(String path);

  /** What tells a file from another that had or gets the same name; null where there is none. */
  @Nullable Object identity(String path) throws IOException;

  /** Names in a folder, sorted; none where the folder does not exist. */
  List<String> list(String folder) throws IOException;

  /**
   * Creates a folder that only the user can enter, and makes its name durable; nothing happens
   * where it exists.
   */
  void createFolder(String folder) throws IOException;

  /** A new, empty file that only the user can read, in the place of one that may be there. */
  OpenFile create(String path) throws IOException;

  /** An existing file, for reading and writing. */
  OpenFile openForWriting(String path) throws IOException;

  /** An existing file, for reading; an interrupt of the reading thread does not close it. */
  OpenFile openForReading(String path) throws IOException;

  /**
   * Gives a file another name, at once, in the place of one that may be there. Durable after {@link
   * #syncFolder}.
   */
  void rename(String from, String to) throws IOException;

  /** Removes a file; nothing happens where it does not exist. Durable after {@link #syncFolder}. */
  void delete(String path) throws IOException;

  /** Removes a folder if it is empty. */
  void deleteFolderIfEmpty(String folder) throws IOException;

  /** Makes creations, renames and deletions in a folder durable. */
  void syncFolder(String folder) throws IOException;
}
