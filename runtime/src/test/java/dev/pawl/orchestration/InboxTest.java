package dev.pawl.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.faults.FaultyTaskQueue;
import dev.pawl.testkit.faults.QueueFaults;
import dev.pawl.wire.Message;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InboxTest {
  private static final byte[] REPORT =
      MessageCodec.encode(new Message.Report("worker-1", List.of()));

  @Test
  @Acceptance("M05")
  void aMessageThatNobodyCanReadHoldsNoReportUpWhenTheQueueFails() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      MemoryTaskQueue place = new MemoryTaskQueue();
      place.send(Inbox.QUEUE, List.of(REPORT, "rubbish".getBytes(UTF_8), REPORT, REPORT));
      Mailbox mailbox = new Mailbox();
      try (TaskQueue failing =
          new FaultyTaskQueue(
              place.open(), QueueFaults.none().withUnavailable(0.5), new Random(seed), () -> 0)) {
        step(new Inbox(failing, mailbox), 30);

        for (int i = 0; i < 3; i++) {
          assertThat(mailbox.poll()).as("seed %d", seed).isInstanceOf(Mail.Delivered.class);
        }
        assertThat(mailbox.poll()).as("seed %d", seed).isNull();
        assertThat(place.deadLetters(Inbox.QUEUE, 10)).as("seed %d", seed).hasSize(1);
      }
    }
  }

  private static void step(Inbox inbox, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      try {
        inbox.step(Duration.ZERO);
      } catch (PortFailure.Unavailable e) {
        assertThat(e).hasMessageContaining("was made to fail");
      }
    }
  }
}
