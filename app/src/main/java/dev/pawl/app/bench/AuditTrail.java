package dev.pawl.app.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Lets an audit look at what passes on a thread of its own, in the order in which it passed, so
 * that reading along is not measured as a part of what is read. Who passes waits only where the
 * audit is far behind. Safe for use by many threads.
 */
final class AuditTrail implements AutoCloseable {
  private static final int FARTHEST_BEHIND = 1_024;

  private final LinkedBlockingQueue<Note> notes = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(FARTHEST_BEHIND);
  private final Thread thread = Thread.ofPlatform().daemon().name("bench-audit").start(this::look);
  private final long start = System.nanoTime();
  private long now;

  private record Note(long nanos, Runnable look) {}

  /** Has something looked at that passes now. */
  void pass(Runnable look) {
    room.acquireUninterruptibly();
    notes.add(new Note(System.nanoTime() - start, look));
  }

  /** When what is being looked at passed; for looks only. */
  long nanos() {
    return now;
  }

  /** Waits until all that has passed was looked at. */
  void await() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    pass(reached::countDown);
    reached.await();
  }

  private void look() {
    try {
      while (true) {
        Note note = notes.take();
        now = note.nanos();
        note.look().run();
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
