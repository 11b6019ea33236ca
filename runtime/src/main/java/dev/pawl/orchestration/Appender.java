package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Acquires, encodes and appends beside the steps of the orchestrator; the outcome comes back as
 * mail, which wakes nobody: who has written steps next.
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

  /** Makes this process the owner of runs that begin. */
  void acquire(List<RunSession> runs) {
    List<String> streams = runs.stream().map(session -> session.id().value()).toList();
    execute(() -> new Mail.Acquired(runs, store.acquire(streams)));
  }

  /** A stream to append to. */
  private record Part(String stream, long epoch, long expected, List<RunEvent> events) {
    AppendRequest encoded() {
      return new AppendRequest(
          stream, epoch, expected, events.stream().map(EventCodec::encode).toList());
    }
  }

  /** Appends the events of a group of runs, which are owned. */
  void append(Map<RunSession, List<RunEvent>> group) {
    List<Part> parts = new ArrayList<>();
    group.forEach((session, list) ->
        parts.add(
            new Part(session.id().value(), session.epoch(), session.durablePosition(), list)));
    execute(
        () -> new Mail.Appended(group, store.append(parts.stream().map(Part::encoded).toList())));
  }

  private void execute(Supplier<Mail> work) {
    threads.execute(() -> {
      Mail mail;
      try {
        mail = work.get();
      } catch (RuntimeException e) {
        mail = new Mail.AppendFailed(e);
      }
      mailbox.put(mail);
    });
  }
}
