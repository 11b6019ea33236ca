package dev.pawl.postgresql;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who waits for messages of which queue in this process. Safe for many threads. */
final class Arrivals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue> queues = new HashMap<>();
  private boolean ended;

  private final class Queue {
    final Condition arrived = lock.newCondition();
    long count;
  }

  private Queue queue(String name) {
    return queues.computeIfAbsent(name, _ -> new Queue());
  }

  /** How often something arrived in a queue so far. */
  long count(String queue) {
    lock.lock();
    try {
      return queue(queue).count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something arrives that was not counted yet, or the time or the waiting is over. */
  void await(String queue, long counted, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Queue waited = queue(queue);
      long left = nanos;
      while (waited.count == counted && left > 0 && !ended) {
        left = waited.arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something may have arrived in a queue. */
  void arrived(String queue) {
    lock.lock();
    try {
      Queue filled = queue(queue);
      filled.count++;
      filled.arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something may have arrived anywhere. */
  void arrivedAnywhere() {
    lock.lock();
    try {
      queues.keySet().forEach(this::arrived);
    } finally {
      lock.unlock();
    }
  }

  /** Lets all go who wait, for ever. */
  void end() {
    lock.lock();
    try {
      ended = true;
      queues.values().forEach(queue -> queue.arrived.signalAll());
    } finally {
      lock.unlock();
    }
  }
}
