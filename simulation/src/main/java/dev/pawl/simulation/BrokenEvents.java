package dev.pawl.simulation;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.StepCompleted;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunEvent.TasksDispatched;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.spi.EventStore;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Rules that are broken, each in one way, as the store sees the events of it. */
final class BrokenEvents {
  private BrokenEvents() {}

  /** Events of a type are written twice now and then. */
  static BiFunction<EventStore, Luck, EventStore> repeating(
      Class<? extends RunEvent> type, double probability) {
    return (store, luck) ->
        writing(
            store,
            event ->
                type.isInstance(event) && luck.happens(probability)
                    ? List.of(event, event)
                    : List.of(event));
  }

  /** Events of a type are not written; something without a meaning stands in their place. */
  static EventStore dropping(EventStore store, Class<? extends RunEvent> type) {
    return writing(store, event -> List.of(type.isInstance(event) ? meaningless(event) : event));
  }

  /** Events of a type are written, and not read. */
  static EventStore forgetting(EventStore store, Class<? extends RunEvent> type) {
    return reading(store, event -> type.isInstance(event) ? meaningless(event) : event);
  }

  private static RunEvent meaningless(RunEvent event) {
    return new TasksDispatched(event.time(), 0, IndexSet.empty(), "nowhere");
  }

  /** A task is given up after its result was confirmed. */
  static EventStore timingOutLate(EventStore store, Luck luck) {
    return writing(
        store,
        event ->
            event instanceof ResultsConfirmed e && luck.happens(0.05)
                ? List.of(
                    e,
                    new TaskReissued(
                        e.time(), e.step(), e.indexes().first(), 2, FailureKind.ERROR, "late"))
                : List.of(event));
  }

  /** Of two attempts the one that fails is given up for the whole task. */
  static EventStore reissuing(EventStore store) {
    return writing(
        store,
        event ->
            List.of(
                event instanceof AttemptDropped e
                    ? new TaskReissued(
                        e.time(), e.step(), e.index(), e.attempt() + 1, e.kind(), e.error())
                    : event));
  }

  /** A step is complete when its first results are there. */
  static EventStore openingEarly(EventStore store, Luck luck) {
    return writing(
        store,
        event ->
            event instanceof TasksScheduled e && e.indexes().size() > 1 && luck.happens(0.2)
                ? List.of(e, new StepCompleted(e.time(), e.step(), IndexSet.empty()))
                : List.of(event));
  }

  /** Results of a batch are read in the wrong order. */
  static EventStore disordered(EventStore store) {
    return reading(
        store,
        event ->
            event instanceof ResultsConfirmed e
                ? new ResultsConfirmed(
                    e.time(),
                    e.step(),
                    e.indexes(),
                    e.attempts(),
                    e.nonce(),
                    BrokenQueues.reversed(e.results()),
                    e.micros(),
                    e.slowestMicros())
                : event);
  }

  private static EventStore writing(EventStore store, Function<RunEvent, List<RunEvent>> change) {
    return new ForwardingStore(store) {
      @Override
      public List<AppendOutcome> append(List<AppendRequest> requests) {
        return store.append(requests.stream().map(this::changed).toList());
      }

      private AppendRequest changed(AppendRequest request) {
        List<EventRecord> events = new ArrayList<>();
        for (EventRecord event : request.events()) {
          change
              .apply(EventCodec.decode(event.type(), event.payload()))
              .forEach(one -> events.add(EventCodec.encode(one)));
        }
        return new AppendRequest(
            request.stream(), request.epoch(), request.expectedPosition(), events);
      }
    };
  }

  private static EventStore reading(EventStore store, UnaryOperator<RunEvent> change) {
    return new ForwardingStore(store) {
      @Override
      public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
        return store.read(stream, fromPosition, maximum).stream().map(this::changed).toList();
      }

      private StoredEvent changed(StoredEvent stored) {
        EventRecord record = EventCodec.encode(change.apply(EventCodec.decode(stored)));
        return new StoredEvent(stored.position(), record.type(), record.payload());
      }
    };
  }
}
