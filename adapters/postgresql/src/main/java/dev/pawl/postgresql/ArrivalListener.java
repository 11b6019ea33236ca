package dev.pawl.postgresql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens for the server's notifications of sent messages on a connection of its own, so that
 * receivers need not ask again and again. Where notifications do not come, as through a pooler of
 * connections, receivers still ask once a second.
 */
final class ArrivalListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ArrivalListener.class.getName());
  private static final int LISTEN_MILLIS = 500;
  private static final long PAUSE_MILLIS = 500;

  private final PostgresDatabase database;
  private final Arrivals arrivals;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  ArrivalListener(PostgresDatabase database, Arrivals arrivals) {
    this.database = database;
    this.arrivals = arrivals;
  }

  /** Listens on a daemon thread until it is closed. */
  void start() {
    Thread.ofPlatform().daemon().name("pawl-postgresql-listener").start(this::run);
  }

  private void run() {
    try {
      do {
        try (Connection mine = database.connect()) {
          connection = mine;
          listen(mine);
        } catch (SQLException e) {
          LOG.log(Level.DEBUG, "notifications of messages come later: {0}", e.getMessage());
        }
      } while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection mine) throws SQLException {
    try (Statement statement = mine.createStatement()) {
      statement.execute("listen " + channel(database.schema()));
    }
    // What was sent before this connection listened.
    arrivals.arrivedAnywhere();
    PGConnection notified = mine.unwrap(PGConnection.class);
    while (ended.getCount() > 0) {
      PGNotification[] notifications = notified.getNotifications(LISTEN_MILLIS);
      if (notifications != null) {
        for (PGNotification one : notifications) {
          arrivals.arrived(one.getParameter());
        }
      }
    }
  }

  /** Channels are the database's, not the schema's. */
  static String channel(String schema) {
    return "pawl_" + schema;
  }

  @Override
  public void close() {
    ended.countDown();
    Connection mine = connection;
    if (mine != null) {
      try {
        mine.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "the listener's connection was gone already", e);
      }
    }
  }
}
