package dev.pawl.files;

import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.contract.QueueDeliveryContract;
import dev.pawl.testkit.contract.QueueLeaseContract;
import dev.pawl.testkit.contract.QueuePlaceContract;
import dev.pawl.testkit.contract.QueueSettlementContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class FileTaskQueueTest
    implements QueueDeliveryContract,
        QueueSettlementContract,
        QueueLeaseContract,
        QueuePlaceContract {
  private final FileQueueOptions options =
      FileQueueOptions.defaults().withLease(Duration.ofSeconds(1)).withMaximumBytes(100_000);
  @TempDir Path folder;

  @Override
  public TaskQueue open() {
    return new FileTaskQueue(folder, options);
  }

  @Override
  public void kill(TaskQueue opening) {
    ((FileTaskQueue) opening).abandon();
  }

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return open();
  }

  /** The bytes lie under the name of a message, before all others. */
  @Override
  public boolean plantUnreadable(String queue, byte[] bytes) {
    try {
      Path returned = QueueFolder.create(folder.resolve("queues"), queue).returned();
      Files.write(
          returned.resolve(
              new MessageName(MessageName.envelope(1, "0".repeat(16), 1), 0, 1).toString()),
          bytes);
      return true;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
