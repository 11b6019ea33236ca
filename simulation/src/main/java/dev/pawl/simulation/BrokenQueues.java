package dev.pawl.simulation;

import dev.pawl.run.Payloads;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
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

  /** Acknowledges a message as soon as it is received. */
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

  /** Acknowledges what should be kept aside (Q5). */
  static TaskQueue dropping(TaskQueue queue) {
    return new ForwardingQueue(queue) {
      @Override
      public void settle(List<Delivery> deliveries, Settlement settlement) {
        queue.settle(
            deliveries,
            settlement instanceof Settlement.Reject ? new Settlement.Acknowledge() : settlement);
      }
    };
  }

  /** Looks at the first report of an attempt only, and acknowledges all others unseen. */
  static BiFunction<TaskQueue, Luck, TaskQueue> deduplicating() {
    Set<String> seen = new HashSet<>();
    return (queue, _) ->
        new ForwardingQueue(queue) {
          @Override
          public List<Delivery> receive(String name, int maximum, Duration wait)
              throws InterruptedException {
            List<Delivery> fresh = new ArrayList<>();
            for (Delivery delivery : queue.receive(name, maximum, wait)) {
              if (isCompletion(delivery.body())
                  && !seen.add(new String(delivery.body(), StandardCharsets.ISO_8859_1))) {
                queue.settle(List.of(delivery), new Settlement.Acknowledge());
              } else {
                fresh.add(delivery);
              }
            }
            return fresh;
          }
        };
  }

  private static boolean isCompletion(byte[] body) {
    try {
      return MessageCodec.decode(body) instanceof Message.Report report
          && report.entries().stream().anyMatch(Entry.Completed.class::isInstance);
    } catch (PortFailure e) {
      return false;
    }
  }

  /** Reports a result now and then for the run of an earlier report. */
  static BiFunction<TaskQueue, Luck, TaskQueue> confusing() {
    List<String> runs = new ArrayList<>();
    return (queue, luck) ->
        reporting(
            queue,
            entry -> {
              if (!(entry instanceof Entry.Completed e)) {
                return entry;
              }
              runs.add(e.run());
              return completed(
                  e, luck.happens(0.05) ? runs.get(luck.between(0, runs.size() - 1)) : e.run(), 0);
            });
  }

  /** Reports results with the number of the next attempt. */
  static TaskQueue ahead(TaskQueue queue) {
    return reporting(
        queue, entry -> entry instanceof Entry.Completed e ? completed(e, e.run(), 1) : entry);
  }

  private static Entry completed(Entry.Completed e, String run, int more) {
    List<Integer> attempts =
        e.attempts().isEmpty() ? Collections.nCopies(e.indexes().size(), 1) : e.attempts();
    return new Entry.Completed(
        run,
        e.step(),
        e.round(),
        e.indexes(),
        attempts.stream().map(attempt -> attempt + more).toList(),
        e.nonce(),
        e.results(),
        e.micros(),
        e.slowestMicros());
  }

  /** Says that a task began a minute before it did. */
  static TaskQueue early(TaskQueue queue) {
    return reporting(
        queue,
        entry ->
            entry instanceof Entry.Running e
                ? new Entry.Running(
                    e.run(),
                    e.step(),
                    e.round(),
                    e.index(),
                    e.attempt(),
                    e.nonce(),
                    e.elapsedMillis() + 60_000,
                    e.progress())
                : entry);
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
                    e.round(),
                    e.indexes(),
                    e.attempts(),
                    e.nonce(),
                    reversed(e.results()),
                    e.micros(),
                    e.slowestMicros())
                : entry);
  }

  static Payloads reversed(Payloads results) {
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
                ? new Entry.Running(
                    e.run(), e.step(), e.round(), e.index(), e.attempt(), e.nonce(), 0, 0)
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
