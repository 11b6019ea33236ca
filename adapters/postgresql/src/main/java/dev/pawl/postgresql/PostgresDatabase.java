package dev.pawl.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.pawl.spi.PortFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A schema of a PostgreSQL database that holds streams and queues, and a pool of connections to it.
 * Tables are made and brought up to date at the opening. Safe for use by many threads.
 *
 * <p>Connections are taken when they are needed, and only as many as are used at once. Whoever
 * opened stores and queues over it closes them first.
 */
public final class PostgresDatabase implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PostgresDatabase.class.getName());
  private static final long CONNECT_MILLIS = 5_000;
  private static final int CONNECTIONS = 10;

  /**
   * Acknowledged means durable: a server whose default is to answer before the flush is told not
   * to. Stronger settings, which wait for a standby server, stay.
   */
  private static final String DURABLE =
      "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

  private final PostgresAddress address;
  private final HikariDataSource pool;

  private PostgresDatabase(PostgresAddress address, HikariDataSource pool) {
    this.address = address;
    this.pool = pool;
  }

  /**
   * Opens a database, and makes its schema and tables where they are missing.
   *
   * @param uri {@code postgresql://USER@HOST:PORT/DATABASE?schema=NAME}; port, database, user and
   *     schema (pawl) may be left out; the password comes from {@code PGPASSWORD} or the password
   *     file, and is never printed where the URI holds it
   * @throws PortFailure.Invalid where the URI is no such one, or the server refuses user, password
   *     or database
   * @throws PortFailure.Unavailable where the server does not answer within five seconds
   */
  public static PostgresDatabase open(URI uri) {
    return open(PostgresAddress.of(uri, System.getenv()));
  }

  static PostgresDatabase open(PostgresAddress address) {
    HikariDataSource pool = pool(address);
    try {
      migrate(address, pool);
      PostgresDatabase database = new PostgresDatabase(address, pool);
      database.warnOfLostFlushes();
      return database;
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(PostgresAddress address) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("pawl-postgresql");
    config.setJdbcUrl(address.jdbcUrl());
    address.driverProperties().forEach(config::addDataSourceProperty);
    config.setConnectionInitSql(DURABLE);
    config.setConnectionTimeout(CONNECT_MILLIS);
    // One attempt: a wrong password does not get right by being tried again.
    config.setInitializationFailTimeout(1);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw failure("opening the database", address, e);
    }
  }

  private static void migrate(PostgresAddress address, HikariDataSource pool) {
    try {
      Flyway.configure(PostgresDatabase.class.getClassLoader())
          .dataSource(pool)
          .schemas(address.schema())
          .defaultSchema(address.schema())
          .locations("classpath:dev/pawl/postgresql/migrations")
          .table("migration")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failure("bringing the tables up to date", address, e);
    }
  }

  private static PortFailure failure(String what, PostgresAddress address, RuntimeException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return SqlFailures.of(what, address, sql);
      }
    }
    return new PortFailure.Invalid(what + " at " + address + ": " + e.getMessage(), e);
  }

  private void warnOfLostFlushes() {
    String fsync =
        call(
            "asking for fsync",
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery("show fsync")) {
                rows.next();
                return rows.getString(1);
              }
            });
    if (fsync.equals("off")) {
      LOG.log(
          Level.WARNING,
          "{0} runs with fsync = off: a power cut may lose what was acknowledged",
          address);
    }
  }

  /** The streams of this database. Closing it closes nothing here. */
  public PostgresEventStore eventStore() {
    return new PostgresEventStore(this, () -> {});
  }

  /** One more consumer of the queues of this database; to be closed before it. */
  public PostgresTaskQueue taskQueue(PostgresQueueOptions options) {
    return new PostgresTaskQueue(this, options, () -> {});
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Does something with a connection of the pool, each statement a transaction of its own. */
  <T> T callOrThrow(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return work.with(connection);
    }
  }

  /**
   * The same with failures of a port.
   *
   * @param what is done, for their text
   */
  <T> T call(String what, Work<T> work) {
    try {
      return callOrThrow(work);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /** The same in one transaction, which the pool takes back where it does not come to its end. */
  <T> T transaction(String what, Work<T> work) {
    return call(
        what,
        connection -> {
          connection.setAutoCommit(false);
          T result = work.with(connection);
          connection.commit();
          return result;
        });
  }

  PortFailure failure(String what, SQLException e) {
    return SqlFailures.of(what, address, e);
  }

  /** A connection that is none of the pool's, for who keeps it. */
  Connection connect() throws SQLException {
    return address.connect();
  }

  /** The schema's name, which other databases may have too. */
  String schema() {
    return address.schema();
  }

  /** Closes all connections. */
  @Override
  public void close() {
    pool.close();
  }
}
