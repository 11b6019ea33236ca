package dev.pawl.memory;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The reference implementation of {@link EventStore}: streams in the memory of one JVM. Several
 * openings may share the same streams, as processes would share a folder; closing one of them takes
 * nothing from the others. Durable (E4) means here: as long as one opening is referenced. Safe for
 * use by many threads.
 */
public final class MemoryEventStore implements EventStore {
  private final Map<String, MemoryStream> streams;

  /** A place without streams. */
  public MemoryEventStore() {
    this(new ConcurrentSkipListMap<>());
  }

  private MemoryEventStore(Map<String, MemoryStream> streams) {
    this.streams = streams;
  }

  /** One more opening of the same streams. */
  public MemoryEventStore open() {
    return new MemoryEventStore(streams);
  }

  @Override
  public long acquire(String stream) {
    return streams.computeIfAbsent(Names.requireName(stream), MemoryStream::new).acquire();
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    List<AppendOutcome> outcomes = new ArrayList<>(requests.size());
    for (AppendRequest request : requests) {
      outcomes.add(append(request));
    }
    return outcomes;
  }

  private AppendOutcome append(AppendRequest request) {
    try {
      MemoryStream stream = streams.get(Names.requireName(request.stream()));
      if (stream == null) {
        throw new PortFailure.Fenced(
            "stream '" + request.stream() + "' should have been acquired before an append");
      }
      return new AppendOutcome.Appended(request.stream(), stream.append(request));
    } catch (PortFailure failure) {
      return new AppendOutcome.Refused(request.stream(), failure);
    }
  }

  @Override
  public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
    EventStore.requireRange(stream, fromPosition, maximum);
    MemoryStream found = streams.get(Names.requireName(stream));
    return found == null ? List.of() : found.read(fromPosition, maximum);
  }

  @Override
  public long lastPosition(String stream) {
    MemoryStream found = streams.get(Names.requireName(stream));
    return found == null ? 0 : found.lastPosition();
  }

  @Override
  public List<String> streams() {
    return streams.entrySet().stream()
        .filter(entry -> entry.getValue().lastPosition() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void delete(String stream) {
    MemoryStream removed = streams.remove(Names.requireName(stream));
    if (removed != null) {
      removed.end();
    }
  }

  /** Nothing is held: the streams stay for the other openings. */
  @Override
  public void close() {}
}
