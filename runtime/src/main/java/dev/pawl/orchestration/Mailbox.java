package dev.pawl.orchestration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where everything for the orchestrator's thread arrives. Safe for many senders and one reader. */
final class Mailbox {
  private static final int CROWDED = 4_096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private ArrayDeque<Mail> mails = new ArrayDeque<>();

  void send(Mail mail) {
    lock.lock();
    try {
      mails.add(mail);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the reader is far behind. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mails.size() > CROWDED) {
        drained.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes at most {@code maximum} mails. */
  List<Mail> drain(int maximum) {
    lock.lock();
    try {
      List<Mail> taken = new ArrayList<>(Math.min(maximum, mails.size()));
      while (taken.size() < maximum && !mails.isEmpty()) {
        taken.add(mails.poll());
      }
      if (mails.size() <= CROWDED) {
        drained.signalAll();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is mail, at most for a time. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (mails.isEmpty() && left > 0) {
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
