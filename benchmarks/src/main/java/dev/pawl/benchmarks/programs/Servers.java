package dev.pawl.benchmarks.programs;

import dev.pawl.servers.PostgresServer;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Servers that programs are measured with; each is started when it is asked for. */
final class Servers implements AutoCloseable {
  private @Nullable PostgresServer postgres;

  /** A schema of a PostgreSQL on this machine. */
  URI postgres() {
    if (postgres == null) {
      postgres = PostgresServer.start();
    }
    return postgres.newSchema();
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
