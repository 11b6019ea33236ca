package dev.pawl.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The counter by which an opening shows that it lives. A daemon thread raises it five times in a
 * lease.
 */
final class Heartbeat implements AutoCloseable {
  /** What {@link #read} gives where there is no counter. */
  static final long NONE = -1;

  private final Path file;
  private final FileQueueOptions options;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long counter;
  private long lastBeat;

  Heartbeat(Path file, FileQueueOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Writes the first beat, then goes on until it is stopped. */
  void start() throws IOException {
    beat();
    Thread.ofPlatform().daemon().name("pawl-queue-heartbeat").start(this::run);
  }

  private void run() {
    long period = Math.max(1, options.lease().toMillis() / 5);
    try {
      while (!stopped.await(period, TimeUnit.MILLISECONDS)) {
        try {
          beat();
        } catch (IOException failed) {
          // The next beat may succeed; until then ensureFresh refuses new claims, and others take
          // over the old ones.
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Beats now if the last beat is long ago, as after a pause of this process, so that a new claim
   * is not taken at once.
   */
  synchronized void ensureFresh() throws IOException {
    if (options.nanoTime().getAsLong() - lastBeat > options.lease().toNanos() / 2) {
      beat();
    }
  }

  private synchronized void beat() throws IOException {
    if (stopped.getCount() == 0) {
      return;
    }
    if (!Files.exists(file)) {
      try {
        PrivateFiles.createFile(file);
      } catch (FileAlreadyExistsException created) {
        // It is there now.
      }
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.writeLong(++counter);
    }
    lastBeat = options.nanoTime().getAsLong();
  }

  /** The counter of an opening, or {@link #NONE}. */
  static long read(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return in.length() < Long.BYTES ? NONE : in.readLong();
    } catch (FileNotFoundException missing) {
      return NONE;
    }
  }

  /** Stops without a trace, as a killed process does. */
  synchronized void abandon() {
    stopped.countDown();
  }

  /** Stops and removes the counter. */
  @Override
  public synchronized void close() throws IOException {
    stopped.countDown();
    Files.deleteIfExists(file);
  }
}
