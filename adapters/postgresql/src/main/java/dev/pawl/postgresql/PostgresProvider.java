package dev.pawl.postgresql;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortProvider;
import dev.pawl.spi.TaskQueue;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Ports by URIs like {@code postgresql://user@host:5432/database?schema=pawl}. */
public final class PostgresProvider implements PortProvider {
  @Override
  public Set<String> schemes() {
    return Set.of(PostgresAddress.SCHEME);
  }

  @Override
  public List<String> examples() {
    return List.of("postgresql://user@host/database");
  }

  @Override
  public String redacted(URI uri) {
    return PostgresAddress.redacted(uri);
  }

  @Override
  public EventStore openEvents(URI uri) {
    PostgresDatabase database = PostgresDatabase.open(uri);
    return new PostgresEventStore(database, database::close);
  }

  @Override
  public TaskQueue openQueue(URI uri) {
    PostgresDatabase database = PostgresDatabase.open(uri);
    try {
      return new PostgresTaskQueue(database, PostgresQueueOptions.DEFAULT, database::close);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }
}
