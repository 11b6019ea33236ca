package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.EventCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads single events by position; the last used ones are kept, up to a number of bytes. Payloads
 * stay in the log, the state only says where: this is how they come back. One thread at a time.
 */
final class EventReader {
  private static final long CAPACITY_BYTES = 96L << 20;
  private static final long OVERHEAD_BYTES = 200;

  private record Key(RunId run, long position) {}

  private final EventStore store;
  private final LinkedHashMap<Key, RunEvent> kept = new LinkedHashMap<>(1024, 0.75f, true);
  private long keptBytes;

  EventReader(EventStore store) {
    this.store = store;
  }

  /** Keeps an event that was decided and may not be durable yet. */
  void keep(RunId run, long position, RunEvent event) {
    if (kept.put(new Key(run, position), event) == null) {
      keptBytes += bytes(event);
    }
    var eldest = kept.entrySet().iterator();
    while (keptBytes > CAPACITY_BYTES && kept.size() > 1) {
      keptBytes -= bytes(eldest.next().getValue());
      eldest.remove();
    }
  }

  /** Forgets what was kept of a run, whose last position is given. */
  void forget(RunId run, long last) {
    if (last < kept.size()) {
      for (long position = 1; position <= last; position++) {
        RunEvent event = kept.remove(new Key(run, position));
        keptBytes -= event == null ? 0 : bytes(event);
      }
      return;
    }
    for (var entries = kept.entrySet().iterator(); entries.hasNext(); ) {
      Map.Entry<Key, RunEvent> entry = entries.next();
      if (entry.getKey().run().equals(run)) {
        keptBytes -= bytes(entry.getValue());
        entries.remove();
      }
    }
  }

  RunEvent read(RunId run, long position) {
    RunEvent known = kept.get(new Key(run, position));
    if (known != null) {
      return known;
    }
    List<StoredEvent> found = store.read(run.value(), position, 1);
    if (found.isEmpty()) {
      throw new PortFailure.Corrupt(
          "run " + run + " should have an event at position " + position + ", found none");
    }
    RunEvent event = EventCodec.decode(found.get(0));
    keep(run, position, event);
    return event;
  }

  private static long bytes(RunEvent event) {
    return OVERHEAD_BYTES
        + switch (event) {
          case RunEvent.ResultsConfirmed e -> e.results().length() + 4L * e.results().size();
          case RunEvent.FannedOut e -> e.values().length() + 4L * e.values().size();
          case RunEvent.Planned e ->
              e.ids().length()
                  + e.values().length()
                  + 12L * e.ids().size()
                  + 4L * e.parents().length();
          case RunEvent.Combined e -> e.values().length() + 4L * e.values().size();
          case RunEvent.Folded e -> e.accumulator().length;
          case RunEvent.SignalReceived e -> e.value().length;
          case RunEvent.RoundBegan e -> e.value().length;
          case RunEvent.RunStarted e -> e.input().length;
          case RunEvent.RunCompleted e -> e.result().length;
          default -> 0L;
        };
  }
}
