package dev.pawl.orchestration;

import dev.pawl.run.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** How the runs in memory stand, asked from any thread and answered on the orchestrator's. */
final class Queries {
  private final Mailbox mailbox;
  private final Sessions sessions;
  private final RunningTasks running;

  Queries(Mailbox mailbox, Sessions sessions, RunningTasks running) {
    this.mailbox = mailbox;
    this.sessions = sessions;
    this.running = running;
  }

  CompletableFuture<Optional<RunProgress>> one(RunId run) {
    CompletableFuture<Optional<RunProgress>> answer = new CompletableFuture<>();
    mailbox.send(new Mail.Errand(() -> answer.complete(sessions.find(run).map(this::progress))));
    return answer;
  }

  CompletableFuture<Map<RunId, RunProgress>> all() {
    CompletableFuture<Map<RunId, RunProgress>> answer = new CompletableFuture<>();
    mailbox.send(
        new Mail.Errand(() -> {
          Map<RunId, RunProgress> all = new TreeMap<>();
          sessions.all().forEach(session -> all.put(session.id(), progress(session)));
          answer.complete(all);
        }));
    return answer;
  }

  private RunProgress progress(RunSession session) {
    return RunProgress.of(
        session.ledger(),
        running.ofRun(session.id()),
        session.seconds(),
        session.graph().isPresent());
  }
}
