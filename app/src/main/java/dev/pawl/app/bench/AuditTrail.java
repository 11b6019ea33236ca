package dev.pawl.app.bench;

import dev.pawl.processing.Niceness;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets an audit look at what passes on a thread of its own, in the order in which it passed, so
 * that reading along is not measured as a part of what is read: who passes wakes nobody, and others
 * go before the audit where processors are few. Who passes waits only where the audit is far
 * behind. Safe for use by many threads.
 */
final class AuditTrail implements AutoCloseable {
  private static final int FARTHEST_BEHIND = 1_024;

  private static final int NICE = 10;
  private static final long LOOK_AGAIN_NANOS = 500_000;

  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
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
    Niceness.set(NICE);
    while (!Thread.currentThread().isInterrupted()) {
      Note note = notes.poll();
      if (note == null) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      } else {
        now = note.nanos();
        note.look().run();
        room.release();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
