package dev.pawl.files.log;

import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last events that the owner of a stream appended, up to {@value #MAXIMUM_BYTES} bytes of
 * payload and {@value #MAXIMUM_EVENTS} events: what is dispatched right after an append is not read
 * from a file. Safe for use by many threads.
 */
final class RecentEvents {
  static final int MAXIMUM_BYTES = 64 << 10;
  static final int MAXIMUM_EVENTS = 256;

  private final ArrayDeque<StoredEvent> events = new ArrayDeque<>();
  private long bytes;

  /** Adds what was appended from a position on. */
  synchronized void add(long firstPosition, List<EventRecord> appended) {
    int from = Math.max(0, appended.size() - MAXIMUM_EVENTS);
    if (from > 0) {
      clear();
    }
    for (int i = from; i < appended.size(); i++) {
      EventRecord event = appended.get(i);
      events.addLast(new StoredEvent(firstPosition + i, event.type(), event.payload()));
      bytes += event.payload().length;
      while (bytes > MAXIMUM_BYTES || events.size() > MAXIMUM_EVENTS) {
        bytes -= events.removeFirst().payload().length;
      }
    }
  }

  /**
   * The events from a position on, at most a number of them; none where the first of them is not
   * here.
   */
  synchronized List<StoredEvent> read(long fromPosition, int maximum) {
    if (events.isEmpty() || events.getFirst().position() > fromPosition) {
      return List.of();
    }
    List<StoredEvent> found = new ArrayList<>();
    for (StoredEvent event : events) {
      if (event.position() >= fromPosition && found.size() < maximum) {
        found.add(event);
      }
    }
    return found;
  }

  synchronized void clear() {
    events.clear();
    bytes = 0;
  }
}
