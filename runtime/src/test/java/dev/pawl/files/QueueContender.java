package dev.pawl.files;

import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that sends to or consumes from a queue until it is killed or its standard input ends.
 * It writes down what it sent after each call returned, and what it received before it
 * acknowledges.
 */
final class QueueContender {
  private QueueContender() {}

  /**
   * Takes: send or consume, the folder of the queue, the file to write to, the first number to
   * send, the lease in milliseconds.
   */
  public static void main(String[] arguments) throws Exception {
    Thread.ofPlatform().daemon().start(QueueContender::endWithInput);
    FileQueueOptions options =
        FileQueueOptions.defaults().withLease(Duration.ofMillis(Long.parseLong(arguments[4])));
    try (TaskQueue queue = new FileTaskQueue(Path.of(arguments[1]), options);
        FileOutputStream notes = new FileOutputStream(arguments[2])) {
      if (arguments[0].equals("send")) {
        send(queue, notes, Integer.parseInt(arguments[3]));
      } else {
        consume(queue, notes);
      }
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said, only the end matters.
      }
    } catch (IOException ended) {
      // The same end.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void send(TaskQueue queue, FileOutputStream notes, int first) throws IOException {
    for (int number = first; ; number += 20) {
      List<byte[]> messages = new ArrayList<>();
      StringBuilder lines = new StringBuilder();
      for (int i = number; i < number + 20; i++) {
        messages.add("%08d".formatted(i).getBytes(StandardCharsets.UTF_8));
        lines.append("%08d\n".formatted(i));
      }
      queue.send("work", messages);
      notes.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void consume(TaskQueue queue, FileOutputStream notes) throws Exception {
    while (true) {
      for (Delivery delivery : queue.receive("work", 10, Duration.ofMillis(100))) {
        notes.write(
            (new String(delivery.body(), StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        queue.settle(List.of(delivery), new Settlement.Acknowledge());
      }
    }
  }
}
