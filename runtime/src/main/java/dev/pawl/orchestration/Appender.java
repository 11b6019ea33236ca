package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AcquireOutcome;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Encodes and appends beside the steps of the orchestrator; the outcome comes back as mail, which
 * wakes nobody: who has written steps next.
 */
final class Appender {
  private final EventStore store;
  private final Executor threads;
  private final Mailbox mailbox;

  Appender(EventStore store, Executor threads, Mailbox mailbox) {
    this.store = store;
    this.threads = threads;
    this.mailbox = mailbox;
  }

  /** A stream to append to; epoch 0 where it has to be acquired first. */
  private record Part(String stream, long epoch, long expected, List<RunEvent> events) {}

  /** Appends the events of a group of runs; one that begins with them is acquired first. */
  void append(Map<RunSession, List<RunEvent>> group) {
    List<Part> parts = new ArrayList<>();
    group.forEach((session, list) ->
        parts.add(
            new Part(session.id().value(), session.epoch(), session.durablePosition(), list)));
    threads.execute(() -> {
      Mail mail;
      try {
        mail = append(group, parts);
      } catch (RuntimeException e) {
        mail = new Mail.AppendFailed(e);
      }
      mailbox.put(mail);
    });
  }

  private Mail append(Map<RunSession, List<RunEvent>> group, List<Part> parts) {
    Map<String, Long> epochs = new HashMap<>();
    Map<String, AppendOutcome> refused = acquire(parts, epochs);
    List<AppendRequest> requests =
        parts.stream()
            .filter(part -> !refused.containsKey(part.stream()))
            .map(part ->
                new AppendRequest(
                    part.stream(),
                    epochs.getOrDefault(part.stream(), part.epoch()),
                    part.expected(),
                    part.events().stream().map(EventCodec::encode).toList()))
            .toList();
    Iterator<AppendOutcome> appended = store.append(requests).iterator();
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (Part part : parts) {
      AppendOutcome known = refused.get(part.stream());
      outcomes.add(known == null ? appended.next() : known);
    }
    return new Mail.Appended(group, outcomes, epochs);
  }

  private Map<String, AppendOutcome> acquire(List<Part> parts, Map<String, Long> epochs) {
    List<String> fresh =
        parts.stream().filter(part -> part.epoch() == 0).map(Part::stream).toList();
    Map<String, AppendOutcome> refused = new HashMap<>();
    for (AcquireOutcome outcome :
        fresh.isEmpty() ? List.<AcquireOutcome>of() : store.acquire(fresh)) {
      switch (outcome) {
        case AcquireOutcome.Acquired acquired -> epochs.put(acquired.stream(), acquired.epoch());
        case AcquireOutcome.Refused no ->
            refused.put(no.stream(), new AppendOutcome.Refused(no.stream(), no.failure()));
      }
    }
    return refused;
  }
}
