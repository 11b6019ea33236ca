package dev.pawl.simulation;

import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.spi.EventStore;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores that break their contract, each in one way. */
final class BrokenStores {
  private BrokenStores() {}

  /** Says now and then that it has appended what it has not (E4). */
  static EventStore lying(EventStore store, Luck luck) {
    return new ForwardingStore(store) {
      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        return luck.happens(0.05)
            ? requests.stream().map(BrokenStores::appended).toList()
            : store.append(requests);
      }
    };
  }

  /** Appends at the next call only what it says to have appended at this one (E4). */
  static EventStore behind(EventStore store) {
    return new ForwardingStore(store) {
      private List<AppendRequest> kept = List.of();

      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        store.append(kept);
        kept = requests;
        return requests.stream().map(BrokenStores::appended).toList();
      }
    };
  }

  private static EventStore.AppendOutcome appended(EventStore.AppendRequest request) {
    return new EventStore.AppendOutcome.Appended(
        request.stream(), request.expectedPosition() + request.events().size());
  }

  /** Appends a confirmation twice. */
  static EventStore repeating(EventStore store, Luck luck) {
    return new ForwardingStore(store) {
      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        return store.append(requests.stream().map(this::repeated).toList());
      }

      private AppendRequest repeated(AppendRequest request) {
        List<EventRecord> events = new ArrayList<>();
        for (EventRecord event : request.events()) {
          events.add(event);
          boolean confirmed =
              EventCodec.decode(new StoredEvent(1, event.type(), event.payload()))
                  instanceof ResultsConfirmed;
          if (confirmed && luck.happens(0.05)) {
            events.add(event);
          }
        }
        return new AppendRequest(
            request.stream(), request.epoch(), request.expectedPosition(), events);
      }
    };
  }

  /** Takes the events of an owner that another has followed, wherever its stream ends (E3, E5). */
  static EventStore unfenced(EventStore store) {
    return new ForwardingStore(store) {
      private final Map<String, Long> epochs = new HashMap<>();

      @Override
      public long acquire(String stream) {
        long epoch = store.acquire(stream);
        epochs.put(stream, epoch);
        return epoch;
      }

      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        return store.append(
            requests.stream()
                .map(one ->
                    new AppendRequest(
                        one.stream(),
                        epochs.getOrDefault(one.stream(), one.epoch()),
                        store.lastPosition(one.stream()),
                        one.events()))
                .toList());
      }
    };
  }
}
