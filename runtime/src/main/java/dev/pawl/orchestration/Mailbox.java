package dev.pawl.orchestration;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<String, Lane> ofRuns = new HashMap<>();
  private final ArrayDeque<Lane> turns = new ArrayDeque<>();
  private int size;

  private record Lane(String run, ArrayDeque<Mail> mails) {}

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
        Lane lane = ofRuns.get(run);
        if (lane == null) {
          lane = new Lane(run, new ArrayDeque<>(4));
          ofRuns.put(run, lane);
          turns.add(lane);
        }
        lane.mails().add(mail);
      }
      size++;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the reader is far behind. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size > CROWDED) {
        drained.await();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return size == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next mail; null where there is none. */
  @Nullable Mail poll() {
    lock.lock();
    try {
      Mail mail = first.isEmpty() ? ofRuns() : first.poll();
      if (mail != null && size-- > CROWDED) {
        drained.signalAll();
      }
      return mail;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Mail ofRuns() {
    Lane lane = turns.poll();
    if (lane == null) {
      return null;
    }
    Mail mail = lane.mails().poll();
    if (lane.mails().isEmpty()) {
      ofRuns.remove(lane.run());
    } else {
      turns.add(lane);
    }
    return mail;
  }

  /** Waits until there is mail, at most for a time. */
  void await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (size == 0 && left > 0) {
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
