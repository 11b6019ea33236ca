package dev.pawl.postgresql;

import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Appends to streams, each once, with one statement, and what it found. Not for several threads.
 */
final class AppendCall {
  private final List<AppendRequest> requests;
  private final @Nullable AppendOutcome[] outcomes;

  AppendCall(List<AppendRequest> requests) {
    this.requests = requests;
    this.outcomes = new AppendOutcome[requests.size()];
    for (int place = 0; place < outcomes.length; place++) {
      String stream = requests.get(place).stream();
      try {
        Names.requireName(stream);
      } catch (PortFailure failure) {
        outcomes[place] = new AppendOutcome.Refused(stream, failure);
      }
    }
  }

  /** A stream that was not found has no owner. */
  private List<AppendOutcome> outcomes() {
    List<AppendOutcome> all = new ArrayList<>(outcomes.length);
    for (int place = 0; place < outcomes.length; place++) {
      AppendOutcome outcome = outcomes[place];
      all.add(outcome == null ? fenced(requests.get(place), "it does not exist") : outcome);
    }
    return all;
  }

  /**
   * Appends, in a transaction of its own.
   *
   * @return what became of each request, in their order
   */
  List<AppendOutcome> run(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select * from append_events(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      PGConnection arrays = connection.unwrap(PGConnection.class);
      bindRequests(arrays, statement);
      bindEvents(arrays, statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int place = rows.getInt(1) - 1;
          AppendRequest request = requests.get(place);
          outcomes[place] =
              rows.getBoolean(2)
                  ? appended(request)
                  : refused(request, rows.getLong(3), rows.getLong(4));
        }
      }
    }
    return outcomes();
  }

  private void bindRequests(PGConnection arrays, PreparedStatement statement) throws SQLException {
    int count = requests.size();
    String[] streams = new String[count];
    long[] epochs = new long[count];
    long[] expected = new long[count];
    int[] counts = new int[count];
    for (int place = 0; place < count; place++) {
      AppendRequest request = requests.get(place);
      // No stream has an empty name: refused already, and kept for the places of the others.
      streams[place] = outcomes[place] == null ? request.stream() : "";
      epochs[place] = request.epoch();
      expected[place] = request.expectedPosition();
      counts[place] = request.events().size();
    }
    statement.setArray(1, arrays.createArrayOf("text", streams));
    statement.setArray(2, arrays.createArrayOf("int8", epochs));
    statement.setArray(3, arrays.createArrayOf("int8", expected));
    statement.setArray(4, arrays.createArrayOf("int4", counts));
  }

  private void bindEvents(PGConnection arrays, PreparedStatement statement) throws SQLException {
    int count = 0;
    for (int place = 0; place < outcomes.length; place++) {
      count += outcomes[place] == null ? requests.get(place).events().size() : 0;
    }
    int[] owners = new int[count];
    int[] places = new int[count];
    int[] types = new int[count];
    int[] checksums = new int[count];
    byte[][] payloads = new byte[count][];
    int next = 0;
    for (int place = 0; place < outcomes.length; place++) {
      if (outcomes[place] != null) {
        continue;
      }
      AppendRequest request = requests.get(place);
      long position = request.expectedPosition();
      int first = next;
      for (EventRecord event : request.events()) {
        owners[next] = place + 1;
        places[next] = next - first + 1;
        types[next] = event.type();
        checksums[next] = Checksum.of(request.stream(), ++position, event.type(), event.payload());
        payloads[next++] = event.payload();
      }
    }
    statement.setArray(5, arrays.createArrayOf("int4", owners));
    statement.setArray(6, arrays.createArrayOf("int4", places));
    statement.setArray(7, arrays.createArrayOf("int4", types));
    statement.setArray(8, arrays.createArrayOf("int4", checksums));
    statement.setArray(9, arrays.createArrayOf("bytea", payloads));
  }

  /**
   * Reads back what became of an append whose answer was lost. Epochs are owners': events of this
   * epoch at these positions are those of this call.
   *
   * @return what became of each request, in their order
   */
  List<AppendOutcome> settle(Connection connection) throws SQLException {
    // Waits for an append that is still under way; what it committed is seen by the next statement.
    try (PreparedStatement row =
            connection.prepareStatement(
                "select id, epoch, last_position from stream where name = ? for update");
        PreparedStatement event =
            connection.prepareStatement(
                "select epoch from event where stream = ? and position = ?")) {
      for (int place = 0; place < outcomes.length; place++) {
        if (outcomes[place] == null) {
          AppendRequest request = requests.get(place);
          row.setString(1, request.stream());
          try (ResultSet found = row.executeQuery()) {
            if (found.next()) {
              event.setLong(1, found.getLong(1));
              event.setLong(2, request.expectedPosition() + request.events().size());
              outcomes[place] =
                  settled(request, found.getLong(2), found.getLong(3), isMine(event, request));
            }
          }
        }
      }
    }
    return outcomes();
  }

  private static boolean isMine(PreparedStatement event, AppendRequest request)
      throws SQLException {
    try (ResultSet found = event.executeQuery()) {
      return !request.events().isEmpty() && found.next() && found.getLong(1) == request.epoch();
    }
  }

  private static AppendOutcome settled(
      AppendRequest request, long epoch, long position, boolean mine) {
    if (!mine && epoch == request.epoch() && position == request.expectedPosition()) {
      return new AppendOutcome.Refused(
          request.stream(),
          new PortFailure.Unavailable(
              "the connection was lost before events were appended to stream '"
                  + request.stream()
                  + "'"));
    }
    return mine ? appended(request) : refused(request, epoch, position);
  }

  private static AppendOutcome appended(AppendRequest request) {
    return new AppendOutcome.Appended(
        request.stream(), request.expectedPosition() + request.events().size());
  }

  private static AppendOutcome refused(AppendRequest request, long epoch, long position) {
    if (epoch != request.epoch()) {
      return fenced(request, "epoch " + epoch);
    }
    return new AppendOutcome.Refused(
        request.stream(),
        new PortFailure.Conflict(
            "stream '"
                + request.stream()
                + "' should end at position "
                + request.expectedPosition()
                + ", found "
                + position));
  }

  private static AppendOutcome fenced(AppendRequest request, String found) {
    return new AppendOutcome.Refused(
        request.stream(),
        new PortFailure.Fenced(
            "stream '"
                + request.stream()
                + "' should have epoch "
                + request.epoch()
                + " as it was acquired, found "
                + found));
  }
}
