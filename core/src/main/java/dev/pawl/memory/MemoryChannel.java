package dev.pawl.memory;

import dev.pawl.spi.TaskQueue.DeadLetter;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Grouped;
import dev.pawl.spi.TaskQueue.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One named queue: what waits, what is held by whom, and what was kept aside, under one lock. */
final class MemoryChannel {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final FairQueue<Message> waiting = new FairQueue<>();
  private final Map<String, Held> held = new HashMap<>();
  private final List<DeadLetter> dead = new ArrayList<>();
  private long deliveries;

  MemoryChannel(String name) {
    this.name = name;
  }

  void send(List<Grouped> messages) {
    lock.lock();
    try {
      for (Grouped message : messages) {
        waiting.addLast(message.group(), new Message(message.group(), 1, message.body()));
      }
      wake(messages.size());
    } finally {
      lock.unlock();
    }
  }

  List<Delivery> receive(MemoryTaskQueue consumer, int maximum, Duration wait)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      while (waiting.isEmpty() && nanos > 0 && !consumer.isClosed()) {
        nanos = arrived.awaitNanos(nanos);
      }
      List<Delivery> received = new ArrayList<>(Math.min(maximum, waiting.size()));
      while (received.size() < maximum && !consumer.isClosed()) {
        Message message = waiting.poll();
        if (message == null) {
          break;
        }
        received.add(hold(consumer, message));
      }
      return received;
    } finally {
      lock.unlock();
    }
  }

  private Delivery hold(MemoryTaskQueue consumer, Message message) {
    String id = name + '/' + ++deliveries;
    held.put(id, new Held(consumer, message));
    return new Delivery(name, id, message.count, message.body);
  }

  void settle(MemoryTaskQueue consumer, List<Delivery> settled, Settlement settlement) {
    lock.lock();
    try {
      List<Message> messages = new ArrayList<>(settled.size());
      for (Delivery delivery : settled) {
        Held holding = held.get(delivery.id());
        if (holding != null && holding.consumer == consumer) {
          held.remove(delivery.id());
          messages.add(holding.message);
        }
      }
      switch (settlement) {
        case Settlement.Acknowledge() -> {}
        case Settlement.Release() -> putBack(messages);
        case Settlement.Reject(String reason) ->
            messages.forEach(message -> dead.add(new DeadLetter(name, reason, message.body)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything from a consumer that closes, and lets its waiting receivers go. */
  void giveUp(MemoryTaskQueue consumer) {
    lock.lock();
    try {
      List<Message> messages = new ArrayList<>();
      held.entrySet().stream()
          .filter(entry -> entry.getValue().consumer == consumer)
          .sorted(Comparator.comparingLong(entry -> number(entry.getKey())))
          .forEach(entry -> messages.add(entry.getValue().message.deliveredAgain()));
      held.values().removeIf(holding -> holding.consumer == consumer);
      putBack(messages);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long number(String id) {
    return Long.parseLong(id, id.indexOf('/') + 1, id.length(), 10);
  }

  long depth() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  List<DeadLetter> deadLetters(int maximum) {
    lock.lock();
    try {
      return List.copyOf(dead.subList(0, Math.min(maximum, dead.size())));
    } finally {
      lock.unlock();
    }
  }

  private void putBack(List<Message> messages) {
    messages.reversed().forEach(message -> waiting.addFirst(message.group, message));
    wake(messages.size());
  }

  /**
   * One receiver may take all of a single message only; more than one message may serve every
   * receiver.
   */
  private void wake(int arrivals) {
    if (arrivals == 1) {
      arrived.signal();
    } else if (arrivals > 1) {
      arrived.signalAll();
    }
  }

  private record Message(String group, int count, byte[] body) {
    Message deliveredAgain() {
      return new Message(group, count + 1, body);
    }
  }

  private record Held(MemoryTaskQueue consumer, Message message) {}
}
