package dev.pawl.simulation;

import dev.pawl.run.Payloads;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Queues that break their contract, or workers that do, as their queue sees it; each in one way.
 */
final class BrokenQueues {
  private BrokenQueues() {}

  /** Drops one message in a thousand (Q1). */
  static TaskQueue losing(TaskQueue queue, Luck luck) {
    return new ForwardingQueue(queue) {
      @Override
      public void send(String name, List<byte[]> messages) {
        queue.send(name, messages.stream().filter(_ -> !luck.happens(0.001)).toList());
      }
    };
  }

  /** Acknowledges a task before it was reported. */
  static TaskQueue hasty(TaskQueue queue) {
    return new ForwardingQueue(queue) {
      @Override
      public List<Delivery> receive(String name, int maximum, Duration wait)
          throws InterruptedException {
        List<Delivery> received = queue.receive(name, maximum, wait);
        queue.settle(received, new Settlement.Acknowledge());
        return received;
      }
    };
  }

  /** Never gives the claims of a dead worker to others (Q3). */
  static TaskQueue clinging(TaskQueue queue) {
    return new ForwardingQueue(queue) {
      @Override
      public void close() {}
    };
  }

  /** Reports the results of a batch in the wrong order. */
  static TaskQueue swapping(TaskQueue queue) {
    return reporting(
        queue,
        entry ->
            entry instanceof Entry.Completed e
                ? new Entry.Completed(
                    e.run(),
                    e.step(),
                    e.indexes(),
                    e.attempts(),
                    e.nonce(),
                    reversed(e.results()),
                    e.micros(),
                    e.slowestMicros())
                : entry);
  }

  private static Payloads reversed(Payloads results) {
    return Payloads.of(
        IntStream.range(0, results.size())
            .mapToObj(i -> results.get(results.size() - 1 - i))
            .toList());
  }

  /** Reports failures as something that runs still. */
  static TaskQueue concealing(TaskQueue queue) {
    return reporting(
        queue,
        entry ->
            entry instanceof Entry.Failed e
                ? new Entry.Running(e.run(), e.step(), e.index(), e.attempt(), e.nonce(), 0, 0)
                : entry);
  }

  private static TaskQueue reporting(TaskQueue queue, UnaryOperator<Entry> change) {
    return new ForwardingQueue(queue) {
      @Override
      public void send(String name, List<byte[]> messages) {
        queue.send(name, messages.stream().map(this::changed).toList());
      }

      private byte[] changed(byte[] message) {
        return MessageCodec.decode(message) instanceof Message.Report report
            ? MessageCodec.encode(
                new Message.Report(report.worker(), report.entries().stream().map(change).toList()))
            : message;
      }
    };
  }
}
