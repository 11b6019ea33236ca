package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OverflowQueueTest {
  private final MemoryTaskQueue narrow = new MemoryTaskQueue(100);
  private final MemoryBlobStore blobs = new MemoryBlobStore();
  private final AtomicInteger names = new AtomicInteger();
  private final OverflowQueue queue =
      new OverflowQueue(narrow, blobs, () -> "m" + names.incrementAndGet());

  @Test
  @Acceptance("D02")
  void aMessageThatIsTooLargeTravelsInABlobThatGoesWithIt() throws InterruptedException {
    byte[] large = new byte[10_000];
    large[9_999] = 7;
    queue.send("tasks", List.of(large, new byte[] {1}));

    List<Delivery> deliveries = queue.receive("tasks", 10, Duration.ZERO);
    assertThat(deliveries)
        .extracting(Delivery::body)
        .containsExactlyInAnyOrder(large, new byte[] {1});
    assertThat(blobs.list("")).hasSize(1);

    queue.settle(deliveries, new Settlement.Acknowledge());
    assertThat(blobs.list("")).isEmpty();
  }

  @Test
  @Acceptance("D02")
  void aMessageThatIsGivenBackKeepsItsBlob() throws InterruptedException {
    queue.send("tasks", List.of(new byte[500]));
    queue.settle(queue.receive("tasks", 1, Duration.ZERO), new Settlement.Release());

    assertThat(queue.receive("tasks", 1, Duration.ZERO).getFirst().body()).hasSize(500);
  }

  @Test
  void aMessageWhoseBlobIsLostIsKeptAside() throws InterruptedException {
    queue.send("tasks", List.of(new byte[500]));
    blobs.delete("_overflow/m1");

    assertThat(queue.receive("tasks", 1, Duration.ZERO)).isEmpty();
    assertThat(queue.deadLetters("tasks", 10).getFirst().reason()).contains("_overflow/m1");
  }
}
