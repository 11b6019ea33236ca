package dev.pawl.postgresql;

import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Queues as rows of a table, claimed with {@code for update skip locked}. A claim is one of the
 * consumer's, whose lease one row keeps for all that it holds. Sent messages are durable. Each
 * instance is one consumer; safe for use by many threads.
 */
public final class PostgresTaskQueue implements TaskQueue {
  private static final long ASKS_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PostgresDatabase database;
  private final Capabilities capabilities;
  private final Consumer consumer;
  private final Arrivals arrivals = new Arrivals();
  private final ArrivalListener listener;
  private final Runnable afterwards;
  private volatile boolean closed;

  /**
   * Opens a consumer.
   *
   * @param afterwards is run once it is closed
   */
  PostgresTaskQueue(PostgresDatabase database, PostgresQueueOptions options, Runnable afterwards) {
    this.afterwards = afterwards;
    this.database = database;
    String identity = database.call("reading the identity", PostgresTaskQueue::identity);
    this.capabilities = new Capabilities(true, options.maximumBytes(), options.lease(), identity);
    this.consumer = new Consumer(database, options.lease());
    this.listener = new ArrivalListener(database, arrivals);
    consumer.start();
    listener.start();
  }

  private static String identity(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select identity from place");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void send(String queue, List<byte[]> messages) {
    requireOpen();
    Names.requireName(queue);
    messages.forEach(message -> requireSize(queue, message));
    if (messages.isEmpty()) {
      return;
    }
    database.call(
        "sending to queue " + queue,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  with sent as (
                    insert into message (queue, body)
                    select ?, body from unnest(?) with ordinality as m (body, place) order by place
                  )
                  select pg_notify(?, ?)
                  """)) {
            statement.setString(1, queue);
            statement.setArray(
                2, connection.createArrayOf("bytea", messages.toArray(byte[][]::new)));
            statement.setString(3, ArrivalListener.channel(database.schema()));
            statement.setString(4, queue);
            return statement.execute();
          }
        });
  }

  private void requireSize(String queue, byte[] message) {
    if (message.length > capabilities.maximumBytes()) {
      throw new PortFailure.Invalid(
          "a message of queue "
              + queue
              + " should have at most "
              + capabilities.maximumBytes()
              + " bytes, found "
              + message.length);
    }
  }

  @Override
  public List<Delivery> receive(String queue, int maximum, Duration wait)
      throws InterruptedException {
    requireOpen();
    Names.requireName(queue);
    long end = System.nanoTime() + wait.toNanos();
    while (!closed) {
      long counted = arrivals.count(queue);
      List<Delivery> claimed = claim(queue, maximum);
      long left = end - System.nanoTime();
      if (!claimed.isEmpty() || left <= 0) {
        return claimed;
      }
      arrivals.await(queue, counted, Math.min(left, ASKS_AGAIN_NANOS));
    }
    return List.of();
  }

  private List<Delivery> claim(String queue, int maximum) {
    consumer.ensureFresh();
    return database.call(
        "receiving from queue " + queue,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  update message m set holder = ?, claim = nextval('claim')
                  from (
                    select id from message where queue = ? and holder is null
                    order by id limit ? for update skip locked
                  ) as next
                  where m.id = next.id
                  returning m.id, m.claim, m.losses, m.body
                  """)) {
            statement.setObject(1, consumer.id());
            statement.setString(2, queue);
            statement.setInt(3, maximum);
            try (ResultSet rows = statement.executeQuery()) {
              return deliveries(queue, rows);
            }
          }
        });
  }

  private static List<Delivery> deliveries(String queue, ResultSet rows) throws SQLException {
    record Claimed(long message, Delivery delivery) {}
    List<Claimed> claimed = new ArrayList<>();
    while (rows.next()) {
      claimed.add(
          new Claimed(
              rows.getLong(1),
              new Delivery(
                  queue, Long.toString(rows.getLong(2)), rows.getInt(3) + 1, rows.getBytes(4))));
    }
    claimed.sort(Comparator.comparingLong(Claimed::message));
    return claimed.stream().map(Claimed::delivery).toList();
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    if (deliveries.isEmpty()) {
      return;
    }
    Object[] claims = deliveries.stream().map(one -> Long.valueOf(one.id())).toArray();
    database.call(
        "settling deliveries",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql(settlement))) {
            statement.setObject(1, consumer.id());
            statement.setArray(2, connection.createArrayOf("int8", claims));
            switch (settlement) {
              case Settlement.Acknowledge() -> {}
              case Settlement.Release() ->
                  statement.setString(3, ArrivalListener.channel(database.schema()));
              case Settlement.Reject(String reason) -> statement.setString(3, text(reason));
            }
            return statement.execute();
          }
        });
  }

  /** Texts of PostgreSQL hold every character but the one with the number zero. */
  private static String text(String reason) {
    return reason.replace('\0', '\uFFFD');
  }

  private static String sql(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Acknowledge() -> "delete from message where holder = ? and claim = any (?)";
      case Settlement.Release() ->
          """
          with back as (
            update message set holder = null, claim = null where holder = ? and claim = any (?)
            returning queue
          )
          select pg_notify(?, queue) from (select distinct queue from back) as queues
          """;
      case Settlement.Reject(_) ->
          """
          with gone as (
            delete from message where holder = ? and claim = any (?) returning id, queue, body
          )
          insert into dead_letter (queue, reason, body) select queue, ?, body from gone order by id
          """;
    };
  }

  @Override
  public long depth(String queue) {
    Names.requireName(queue);
    return database.call(
        "counting the messages of queue " + queue,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select count(*) from message where queue = ? and holder is null")) {
            statement.setString(1, queue);
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  @Override
  public List<DeadLetter> deadLetters(String queue, int maximum) {
    Names.requireName(queue);
    return database.call(
        "reading the dead letters of queue " + queue,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select reason, body from dead_letter where queue = ? order by id limit ?")) {
            statement.setString(1, queue);
            statement.setInt(2, maximum);
            try (ResultSet rows = statement.executeQuery()) {
              List<DeadLetter> letters = new ArrayList<>();
              while (rows.next()) {
                letters.add(new DeadLetter(queue, rows.getString(1), rows.getBytes(2)));
              }
              return letters;
            }
          }
        });
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this queue was closed");
    }
  }

  /** Gives unsettled deliveries to the other consumers, with a higher count. */
  @Override
  public void close() {
    if (!closed) {
      abandon();
      consumer.close();
      afterwards.run();
    }
  }

  /** Ends as a killed process does: what it holds is given back by nobody, until its lease ends. */
  void abandon() {
    closed = true;
    arrivals.end();
    listener.close();
    consumer.abandon();
  }
}
