package dev.pawl.files;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells waiting receivers of this process that something may have come. */
final class Arrivals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private long number;

  /** How often something has come. */
  long number() {
    lock.lock();
    try {
      return number;
    } finally {
      lock.unlock();
    }
  }

  void tell() {
    lock.lock();
    try {
      number++;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the number is another one, at most {@code nanos}; gives the nanoseconds that it
   * waited.
   */
  long await(long known, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long remaining = nanos;
      while (number == known && remaining > 0) {
        remaining = told.awaitNanos(remaining);
      }
      return nanos - remaining;
    } finally {
      lock.unlock();
    }
  }
}
