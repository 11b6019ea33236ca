package dev.pawl.postgresql;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Streams as rows of a table. Owners are fenced by the epoch in the row of a stream, which an
 * append locks: two appends to one stream never overlap, and an append that is under way is waited
 * for by whoever takes the stream over. A server that is away, or full, is a refusal of each stream
 * of a call; only where an answer was lost and the server stays away for two minutes, the call
 * fails. Safe for use by many threads.
 */
public final class PostgresEventStore implements EventStore {
  private static final int FETCHED_AT_ONCE = 2_000;

  /** So long a server may take to come back before an append whose answer was lost is given up. */
  private static final long LONGEST_OUTAGE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final PostgresDatabase database;
  private final Runnable afterwards;

  /**
   * A store.
   *
   * @param afterwards is run when it is closed
   */
  PostgresEventStore(PostgresDatabase database, Runnable afterwards) {
    this.database = database;
    this.afterwards = afterwards;
  }

  @Override
  public long acquire(String stream) {
    return switch (acquire(List.of(stream)).getFirst()) {
      case AcquireOutcome.Acquired acquired -> acquired.epoch();
      case AcquireOutcome.Refused refused -> throw refused.failure();
    };
  }

  @Override
  public List<AcquireOutcome> acquire(List<String> streams) {
    Map<String, PortFailure> refused = new HashMap<>();
    Set<String> wanted = new LinkedHashSet<>();
    for (String stream : streams) {
      try {
        wanted.add(Names.requireName(stream));
      } catch (PortFailure failure) {
        refused.put(stream, failure);
      }
    }
    Map<String, Long> epochs = new HashMap<>();
    try {
      if (!wanted.isEmpty()) {
        epochs.putAll(acquireAll(wanted));
      }
    } catch (PortFailure failure) {
      wanted.forEach(stream -> refused.put(stream, failure));
    }
    List<AcquireOutcome> outcomes = new ArrayList<>(streams.size());
    for (String stream : streams) {
      PortFailure failure = refused.get(stream);
      outcomes.add(
          failure == null
              ? new AcquireOutcome.Acquired(stream, Objects.requireNonNull(epochs.get(stream)))
              : new AcquireOutcome.Refused(stream, failure));
    }
    return outcomes;
  }

  /**
   * The epoch is drawn while the row is locked, where there is one: later owners have higher ones.
   */
  private Map<String, Long> acquireAll(Set<String> streams) {
    return database.call(
        "acquiring streams",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  insert into stream (name, epoch, last_position)
                  select name, nextval('epoch'), 0 from unnest(?) as name order by name collate "C"
                  on conflict (name) do update set epoch = nextval('epoch')
                  returning name, epoch
                  """)) {
            statement.setArray(1, connection.createArrayOf("text", streams.toArray()));
            Map<String, Long> epochs = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                epochs.put(rows.getString(1), rows.getLong(2));
              }
            }
            return epochs;
          }
        });
  }

  /** Requests for one stream follow each other, each in a statement of its own. */
  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    AppendOutcome[] outcomes = new AppendOutcome[requests.size()];
    List<Integer> places = IntStream.range(0, outcomes.length).boxed().toList();
    while (!places.isEmpty()) {
      List<Integer> now = new ArrayList<>();
      List<Integer> later = new ArrayList<>();
      Set<String> streams = new HashSet<>();
      places.forEach(place -> (streams.add(requests.get(place).stream()) ? now : later).add(place));
      Iterator<AppendOutcome> some =
          appendOnce(now.stream().map(requests::get).toList()).iterator();
      now.forEach(place -> outcomes[place] = some.next());
      places = later;
    }
    return Arrays.asList(outcomes);
  }

  private List<AppendOutcome> appendOnce(List<AppendRequest> requests) {
    AppendCall call = new AppendCall(requests);
    try {
      return database.callOrThrow(call::run);
    } catch (SQLException e) {
      if (SqlFailures.isAnswerLost(e)) {
        return settled(call);
      }
      PortFailure failure = database.failure("appending events", e);
      return requests.stream()
          .<AppendOutcome>map(request -> new AppendOutcome.Refused(request.stream(), failure))
          .toList();
    }
  }

  /**
   * Asks until the server is back: nothing may be said of these streams before it has answered.
   *
   * @throws PortFailure.Unavailable where it does not come back in time: nobody knows then what it
   *     has
   */
  private List<AppendOutcome> settled(AppendCall call) {
    long end = System.nanoTime() + LONGEST_OUTAGE_NANOS;
    while (true) {
      try {
        return database.call("asking what became of an append whose answer was lost", call::settle);
      } catch (PortFailure.Unavailable e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  @Override
  public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
    EventStore.requireRange(stream, fromPosition, maximum);
    Names.requireName(stream);
    List<StoredEvent> events = readOnce(stream, fromPosition, maximum);
    if (events.isEmpty() && maximum > 0 && lastPosition(stream) >= fromPosition) {
      // Appended in between, or lost.
      events = readOnce(stream, fromPosition, maximum);
      if (events.isEmpty() && lastPosition(stream) >= fromPosition) {
        throw corrupt(stream, fromPosition, "is missing");
      }
    }
    return events;
  }

  private List<StoredEvent> readOnce(String stream, long fromPosition, int maximum) {
    return database.transaction(
        "reading stream " + stream,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  select e.position, e.type, e.checksum, e.payload, s.last_position
                  from stream s join event e on e.stream = s.id
                  where s.name = ? and e.position between ? and s.last_position
                  order by e.position limit ?
                  """)) {
            statement.setString(1, stream);
            statement.setLong(2, fromPosition);
            statement.setInt(3, maximum);
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
              return events(stream, fromPosition, maximum, rows);
            }
          }
        });
  }

  private static List<StoredEvent> events(String stream, long from, int maximum, ResultSet rows)
      throws SQLException {
    List<StoredEvent> events = new ArrayList<>();
    long last = 0;
    while (rows.next()) {
      StoredEvent event = new StoredEvent(rows.getLong(1), rows.getInt(2), rows.getBytes(4));
      long expected = from + events.size();
      if (event.position() != expected) {
        throw corrupt(stream, expected, "is missing");
      }
      int checksum = Checksum.of(stream, event.position(), event.type(), event.payload());
      if (rows.getInt(3) != checksum) {
        throw corrupt(
            stream,
            expected,
            "should have the checksum %08x, found %08x".formatted(rows.getInt(3), checksum));
      }
      last = rows.getLong(5);
      events.add(event);
    }
    if (events.size() < maximum && !events.isEmpty() && from + events.size() <= last) {
      throw corrupt(stream, from + events.size(), "is missing");
    }
    return events;
  }

  private static PortFailure corrupt(String stream, long position, String found) {
    return new PortFailure.Corrupt(
        "stream '" + stream + "' is damaged: the event at position " + position + " " + found);
  }

  @Override
  public long lastPosition(String stream) {
    Names.requireName(stream);
    return database.call(
        "reading the last position of stream " + stream,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("select last_position from stream where name = ?")) {
            statement.setString(1, stream);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? rows.getLong(1) : 0;
            }
          }
        });
  }

  @Override
  public List<String> streams() {
    return database.call(
        "listing streams",
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "select name from stream where last_position > 0 order by name");
              ResultSet rows = statement.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
              names.add(rows.getString(1));
            }
            return names;
          }
        });
  }

  @Override
  public void delete(String stream) {
    Names.requireName(stream);
    database.transaction(
        "deleting stream " + stream,
        connection -> {
          // The second statement sees what the owner had appended until it lost the row.
          try (PreparedStatement row =
                  connection.prepareStatement("delete from stream where name = ? returning id");
              PreparedStatement events =
                  connection.prepareStatement("delete from event where stream = ?")) {
            row.setString(1, stream);
            try (ResultSet gone = row.executeQuery()) {
              if (gone.next()) {
                events.setLong(1, gone.getLong(1));
                events.executeUpdate();
              }
            }
            return stream;
          }
        });
  }

  @Override
  public void close() {
    afterwards.run();
  }
}
