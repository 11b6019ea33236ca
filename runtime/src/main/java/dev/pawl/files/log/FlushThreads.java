package dev.pawl.files.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that alone write files: an interrupt of a caller would close the channel it writes
 * to. A caller waits for the end of its work, interrupted or not. Safe for use by many threads.
 */
final class FlushThreads implements AutoCloseable {
  private final int size;
  private final @Nullable ExecutorService threads;

  private FlushThreads(int size, @Nullable ExecutorService threads) {
    this.size = size;
    this.threads = threads;
  }

  static FlushThreads of(String name, int size) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        work -> {
          Thread thread = new Thread(work, "pawl-" + name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new FlushThreads(size, Executors.newFixedThreadPool(size, factory));
  }

  /** No threads: the caller does the work, one piece after the other. */
  static FlushThreads none() {
    return new FlushThreads(1, null);
  }

  void run(Runnable work) {
    forEach(1, index -> work.run());
  }

  /**
   * Does a number of pieces of work, several at a time, and returns when all are done; throws what
   * one of them threw. A single piece of a {@link WriterThread} is done by that thread.
   */
  void forEach(int pieces, IntConsumer work) {
    if (threads == null || (pieces == 1 && Thread.currentThread() instanceof WriterThread)) {
      for (int i = 0; i < pieces; i++) {
        work.accept(i);
      }
      return;
    }
    int parts = Math.min(size, pieces);
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(parts);
    for (int part = 0; part < parts; part++) {
      threads.execute(() -> {
        try {
          for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            work.accept(i);
          }
        } catch (RuntimeException | Error e) {
          thrown.compareAndSet(null, e);
        } finally {
          done.countDown();
        }
      });
    }
    await(done);
    rethrow(thrown.get());
  }

  private static void rethrow(@Nullable Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
