package dev.pawl.postgresql;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.EventStore;
import dev.pawl.testkit.contract.EventAppendContract;
import dev.pawl.testkit.contract.EventConditionContract;
import dev.pawl.testkit.contract.EventDamageContract;
import dev.pawl.testkit.contract.EventDurabilityContract;
import dev.pawl.testkit.contract.EventFencingContract;
import dev.pawl.testkit.contract.EventIsolationContract;
import dev.pawl.testkit.contract.EventReadingContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresEventStoreTest
    implements EventAppendContract,
        EventConditionContract,
        EventFencingContract,
        EventReadingContract,
        EventIsolationContract,
        EventDurabilityContract,
        EventDamageContract {
  private final URI schema = PostgresServer.shared().newSchema();
  private final List<PostgresDatabase> databases = new ArrayList<>();

  @Override
  public EventStore open() {
    PostgresDatabase database = PostgresDatabase.open(schema);
    databases.add(database);
    return database.eventStore();
  }

  @AfterEach
  void close() {
    databases.forEach(PostgresDatabase::close);
  }

  @Override
  public void damage(String stream, long position) {
    PostgresServer.execute(
        schema,
        """
        update event set payload = set_byte(payload, 0, get_byte(payload, 0) # 1)
        where position = %d and stream = (select id from stream where name = '%s')
        """
            .formatted(position, stream));
  }

  /** A transaction that did not end has left nothing, as if it had not begun. */
  @Override
  public void tearLastAppend(String stream) {
    PostgresServer.execute(
        schema,
        """
        update stream set last_position = 2 where name = '%1$s';
        delete from event where position > 2 and stream = (select id from stream where name = '%1$s')
        """
            .formatted(stream));
  }
}
