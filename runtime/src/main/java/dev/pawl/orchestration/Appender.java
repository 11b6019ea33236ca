package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Encodes and appends on a thread of its own, one group at a time; the outcome comes back as mail.
 */
final class Appender {
  private final EventStore store;
  private final Executor thread;
  private final Mailbox mailbox;

  Appender(EventStore store, Executor thread, Mailbox mailbox) {
    this.store = store;
    this.thread = thread;
    this.mailbox = mailbox;
  }

  void append(Map<RunSession, List<RunEvent>> events) {
    record Part(String stream, long epoch, long expected, List<RunEvent> events) {}
    List<Part> parts = new ArrayList<>();
    events.forEach((session, list) ->
        parts.add(
            new Part(session.id().value(), session.epoch(), session.durablePosition(), list)));
    thread.execute(() -> {
      Mail mail;
      try {
        List<AppendRequest> requests =
            parts.stream()
                .map(part ->
                    new AppendRequest(
                        part.stream(),
                        part.epoch(),
                        part.expected(),
                        part.events().stream().map(EventCodec::encode).toList()))
                .toList();
        List<AppendOutcome> outcomes = store.append(requests);
        mail = new Mail.Appended(outcomes);
      } catch (RuntimeException e) {
        mail = new Mail.AppendFailed(e);
      }
      mailbox.send(mail);
    });
  }
}
