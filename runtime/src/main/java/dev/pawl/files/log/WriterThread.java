package dev.pawl.files.log;

/**
 * A daemon thread that nobody can interrupt, so that it may write files itself: an interrupt would
 * close the file in the middle of a write. What it waits for has to come or have a limit.
 */
public final class WriterThread extends Thread {
  /** Begins without running. */
  public WriterThread(String name, Runnable work) {
    super(work, name);
    setDaemon(true);
  }

  /** Does nothing. */
  @Override
  public void interrupt() {}
}
