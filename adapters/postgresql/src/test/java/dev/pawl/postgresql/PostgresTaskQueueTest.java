package dev.pawl.postgresql;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.contract.QueueDeliveryContract;
import dev.pawl.testkit.contract.QueueLeaseContract;
import dev.pawl.testkit.contract.QueuePlaceContract;
import dev.pawl.testkit.contract.QueueSettlementContract;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresTaskQueueTest
    implements QueueDeliveryContract,
        QueueSettlementContract,
        QueueLeaseContract,
        QueuePlaceContract {
  private final URI schema = PostgresServer.shared().newSchema();
  private final PostgresQueueOptions options =
      PostgresQueueOptions.DEFAULT.withLease(Duration.ofSeconds(1)).withMaximumBytes(100_000);
  private final List<PostgresDatabase> databases = new ArrayList<>();

  @Override
  public TaskQueue open() {
    PostgresDatabase database = PostgresDatabase.open(schema);
    databases.add(database);
    return database.taskQueue(options);
  }

  @AfterEach
  void close() {
    databases.forEach(PostgresDatabase::close);
  }

  @Override
  public void kill(TaskQueue opening) {
    ((PostgresTaskQueue) opening).abandon();
  }

  @Override
  public TaskQueue reopenAfterTheEndOfEveryProcess() {
    return open();
  }
}
