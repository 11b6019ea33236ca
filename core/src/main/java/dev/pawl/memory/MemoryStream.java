package dev.pawl.memory;

import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import java.util.ArrayList;
import java.util.List;

/** The events of one stream, and the epoch of its owner. Safe for use by many threads. */
final class MemoryStream {
  private final String name;
  private final List<StoredEvent> events = new ArrayList<>();
  private long epoch;
  private boolean deleted;

  MemoryStream(String name) {
    this.name = name;
  }

  synchronized long acquire() {
    return ++epoch;
  }

  synchronized long append(AppendRequest request) {
    if (deleted || request.epoch() != epoch) {
      throw new PortFailure.Fenced(
          "stream '"
              + name
              + "' should be written with epoch "
              + epoch
              + ", found an append with epoch "
              + request.epoch()
              + (deleted ? ", and it was deleted" : ""));
    }
    if (request.expectedPosition() != events.size()) {
      throw new PortFailure.Conflict(
          "stream '"
              + name
              + "' was expected to end at position "
              + request.expectedPosition()
              + ", found "
              + events.size());
    }
    for (EventRecord event : request.events()) {
      events.add(new StoredEvent(events.size() + 1L, event.type(), event.payload()));
    }
    return events.size();
  }

  synchronized List<StoredEvent> read(long from, int maximum) {
    if (from > events.size()) {
      return List.of();
    }
    int first = (int) from - 1;
    return List.copyOf(
        events.subList(first, (int) Math.min(events.size(), (long) first + maximum)));
  }

  synchronized long lastPosition() {
    return events.size();
  }

  synchronized void end() {
    deleted = true;
  }
}
