package dev.pawl.peers;

import java.io.IOException;

/**
 * A program that Pawl is held against, set up to do tasks that do nothing. It is open when it is
 * made, and its closing is not measured. One thread at a time.
 */
public interface Peer extends AutoCloseable {

  /** Does so many tasks, as fast as it can, and returns when it has recorded the last of them. */
  void fanOut(int tasks) throws Exception;

  /**
   * Does so many tasks, each begun when the one before it is recorded.
   *
   * @return nanoseconds from each task to the next, one for each task
   */
  long[] chain(int tasks) throws Exception;

  @Override
  void close() throws IOException;
}
