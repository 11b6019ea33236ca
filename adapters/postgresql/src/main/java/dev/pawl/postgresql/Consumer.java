package dev.pawl.postgresql;

import dev.pawl.spi.PortFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One opening of the queues, which lives for as long as it moves its time on: five times in a
 * lease, on a daemon thread that also takes from the dead what they held. Safe for many threads.
 */
final class Consumer {
  private static final Logger LOG = System.getLogger(Consumer.class.getName());

  private final UUID id = UUID.randomUUID();
  private final PostgresDatabase database;
  private final Duration lease;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long lastBeat;

  Consumer(PostgresDatabase database, Duration lease) {
    this.database = database;
    this.lease = lease;
  }

  UUID id() {
    return id;
  }

  /** Begins to live. */
  void start() {
    beat();
    Thread.ofPlatform().daemon().name("pawl-postgresql-heartbeat").start(this::run);
  }

  private void run() {
    try {
      while (!ended.await(Math.max(1, lease.toMillis() / 5), TimeUnit.MILLISECONDS)) {
        try {
          beat();
          buryTheDead();
        } catch (PortFailure e) {
          LOG.log(Level.DEBUG, "the next heartbeat comes later: {0}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Beats now if the last beat is long ago, as after a pause of this process, so that a new claim
   * is not taken at once.
   */
  void ensureFresh() {
    if (System.nanoTime() - lastBeat > lease.toNanos() / 2) {
      beat();
    }
  }

  /** Who was taken for dead lives on, without what it held. */
  private void beat() {
    long now = System.nanoTime();
    database.call(
        "keeping the claims of this process",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  insert into consumer (id, expires) values (?, now() + ? * interval '1 millisecond')
                  on conflict (id) do update set expires = excluded.expires
                  """)) {
            statement.setObject(1, id);
            statement.setLong(2, lease.toMillis());
            return statement.executeUpdate();
          }
        });
    lastBeat = now;
  }

  /** Takes from the dead what they held. */
  private void buryTheDead() {
    giveBack("taking back the claims of the dead", "delete from consumer where expires < now()");
  }

  /** Gives back what it holds, and is no consumer any more. */
  void close() {
    abandon();
    try {
      giveBack(
          "giving back the claims of this process", "delete from consumer where id = '" + id + "'");
    } catch (PortFailure e) {
      LOG.log(Level.INFO, "claims go to others when their lease ends: {0}", e.getMessage());
    }
  }

  /**
   * Claims of who is not in the list of consumers are nobody's: the rows of some go first, and what
   * is claimed for them later is met the next time.
   */
  private void giveBack(String what, String gone) {
    database.transaction(
        what,
        connection -> {
          try (PreparedStatement consumers = connection.prepareStatement(gone);
              PreparedStatement claims =
                  connection.prepareStatement(
                      """
                      with back as (
                        update message m set holder = null, claim = null, losses = losses + 1
                        where m.id in (
                          select id from message where holder is not null
                            and not exists (select from consumer c where c.id = holder)
                          for update skip locked)
                        returning m.queue
                      )
                      select pg_notify(?, queue) from (select distinct queue from back) as queues
                      """)) {
            consumers.executeUpdate();
            claims.setString(1, ArrivalListener.channel(database.schema()));
            claims.execute();
            return id;
          }
        });
  }

  /** Ends without a word, as a killed process does. */
  void abandon() {
    ended.countDown();
  }
}
