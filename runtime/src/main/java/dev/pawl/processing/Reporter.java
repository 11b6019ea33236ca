package dev.pawl.processing;

import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message;
import dev.pawl.wire.MessageCodec;
import java.util.List;

/** Sends reports of one worker. Safe for use by many threads. */
final class Reporter {
  /** The queue that the orchestrator listens to. */
  static final String QUEUE = "orchestrator";

  private static final int LARGEST_REPORT = 1 << 20;

  private final String worker;
  private final TaskQueue queue;

  Reporter(String worker, TaskQueue queue) {
    this.worker = worker;
    this.queue = queue;
  }

  /** After so many bytes a report should be sent: 1 MiB, or half of what a message may have. */
  int enough() {
    return Math.min(LARGEST_REPORT, queue.capabilities().maximumBytes() / 2);
  }

  void send(List<Message.Entry> entries) {
    queue.send(QUEUE, List.of(MessageCodec.encode(new Message.Report(worker, entries))));
  }
}
