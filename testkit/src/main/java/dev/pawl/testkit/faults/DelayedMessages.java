package dev.pawl.testkit.faults;

import dev.pawl.spi.TaskQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Messages on their way, ordered by the time at which they arrive. */
final class DelayedMessages {
  private final PriorityQueue<Delayed> messages =
      new PriorityQueue<>(
          Comparator.comparingLong(Delayed::dueNanos).thenComparingLong(Delayed::number));
  private long number;

  synchronized void add(String queue, byte[] body, long dueNanos) {
    messages.add(new Delayed(queue, body, dueNanos, number++));
  }

  /** Sends what is due. */
  synchronized void deliver(TaskQueue target, long nowNanos) {
    List<Delayed> due = new ArrayList<>();
    for (Delayed first = messages.peek();
        first != null && first.dueNanos <= nowNanos;
        first = messages.peek()) {
      due.add(messages.remove());
    }
    due.forEach(message -> target.send(message.queue, List.of(message.body)));
  }

  synchronized long count(String queue) {
    return messages.stream().filter(message -> message.queue.equals(queue)).count();
  }

  private record Delayed(String queue, byte[] body, long dueNanos, long number) {}
}
