package dev.pawl.simulation;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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

  /** Takes the events of an owner that another has followed, wherever its stream ends (E3, E5). */
  static BiFunction<EventStore, Luck, EventStore> unfenced() {
    Map<String, Long> epochs = new HashMap<>();
    return (store, _) ->
        new ForwardingStore(store) {
          @Override
          public long acquire(String stream) {
            long epoch = store.acquire(stream);
            epochs.put(stream, epoch);
            return epoch;
          }

          @Override
          public List<AppendOutcome> append(List<AppendRequest> requests) {
            return store.append(requests.stream().map(this::current).toList());
          }

          private AppendRequest current(AppendRequest one) {
            return new AppendRequest(
                one.stream(),
                epochs.getOrDefault(one.stream(), one.epoch()),
                store.lastPosition(one.stream()),
                one.events());
          }
        };
  }

  /** Gives the epoch of the former owner to the next (E5). */
  static BiFunction<EventStore, Luck, EventStore> unsealed() {
    Map<String, Long> epochs = new HashMap<>();
    return (store, _) ->
        new ForwardingStore(store) {
          @Override
          public long acquire(String stream) {
            return epochs.computeIfAbsent(stream, store::acquire);
          }
        };
  }

  /** Appends the first half of the events, and ends the process (E2). */
  static EventStore tearing(EventStore store, Luck luck) {
    return new ForwardingStore(store) {
      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        if (!luck.happens(0.02)) {
          return store.append(requests);
        }
        store.append(requests.stream().map(this::half).toList());
        throw new PortFailure.Unavailable("the process ended in the middle of an append");
      }

      private AppendRequest half(AppendRequest one) {
        return new AppendRequest(
            one.stream(),
            one.epoch(),
            one.expectedPosition(),
            one.events().subList(0, (one.events().size() + 1) / 2));
      }
    };
  }

  /** Does not list the last stream. */
  static EventStore forgetful(EventStore store) {
    return new ForwardingStore(store) {
      @Override
      public List<String> streams() {
        List<String> all = store.streams();
        return all.subList(0, Math.max(0, all.size() - 1));
      }
    };
  }
}
