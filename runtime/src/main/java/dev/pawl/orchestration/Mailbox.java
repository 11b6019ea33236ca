package dev.pawl.orchestration;

import dev.pawl.memory.FairQueue;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where everything for the orchestrator's thread arrives. Runs take turns, so that one mail of a
 * small run waits behind one of a huge run, and not behind all of them; mail of one run keeps its
 * order, and what concerns no run comes first. Safe for many threads.
 */
final class Mailbox {
  private static final int CROWDED = 4_096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final ArrayDeque<Mail> first = new ArrayDeque<>();
  private final FairQueue<Mail> ofRuns = new FairQueue<>();

  /** Brings mail, and wakes a reader that waits. */
  void send(Mail mail) {
    put(mail);
    wake();
  }

  /** Wakes a reader that waits. */
  void wake() {
    lock.lock();
    try {
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Brings mail, of a sender who reads next or wakes a reader. */
  void put(Mail mail) {
    String run = mail.about();
    lock.lock();
    try {
      if (run == null) {
        first.add(mail);
      } else {
        ofRuns.addLast(run, mail);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the reader is far behind. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size() > CROWDED) {
        drained.await();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return size() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next mail; null where there is none. */
  @Nullable Mail poll() {
    lock.lock();
    try {
      boolean crowded = size() > CROWDED;
      Mail mail = first.isEmpty() ? ofRuns.poll() : first.poll();
      if (crowded) {
        drained.signalAll();
      }
      return mail;
    } finally {
      lock.unlock();
    }
  }

  private int size() {
    return first.size() + ofRuns.size();
  }

  /** Waits until there is mail, at most for a time. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (size() == 0 && left > 0) {
        left = filled.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for mail for at most {@code millis}. */
  void awaitMillis(long millis) throws InterruptedException {
    await(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
