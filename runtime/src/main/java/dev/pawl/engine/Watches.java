package dev.pawl.engine;

import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Tells those who wait for a run when it cannot go on by itself any more, and those who wait for
 * anything when the engine has ended. Safe for many threads.
 */
final class Watches implements OrchestratorParts.Listener {
  private final Map<RunId, List<CompletableFuture<Outcome>>> waiting = new HashMap<>();
  private final Set<Open> answers = new HashSet<>();
  private final Consumer<RunId> ended;

  /** An answer that somebody waits for, which is no other. */
  private static final class Open {
    final CompletableFuture<?> answer;

    Open(CompletableFuture<?> answer) {
      this.answer = answer;
    }
  }

  /**
   * Begins with nobody waiting.
   *
   * @param ended is told of every run that has ended
   */
  Watches(Consumer<RunId> ended) {
    this.ended = ended;
  }

  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();

  /** Completed by what has ended the engine before its time. */
  CompletableFuture<RuntimeException> failure() {
    return failure;
  }

  CompletableFuture<Outcome> watch(RunId run) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    synchronized (this) {
      waiting.computeIfAbsent(run, _ -> new ArrayList<>()).add(outcome);
    }
    failIfEnded(outcome);
    return outcome;
  }

  /** An answer of the orchestrator, which fails when the engine ends before it is there. */
  <T> CompletableFuture<T> answer(CompletableFuture<T> answer) {
    Open open = new Open(answer);
    synchronized (this) {
      answers.add(open);
    }
    var _ =
        answer.whenComplete((_, _) -> {
          synchronized (this) {
            answers.remove(open);
          }
        });
    failIfEnded(answer);
    return answer;
  }

  private void failIfEnded(CompletableFuture<?> future) {
    if (failure.isDone()) {
      future.completeExceptionally(failure.join());
    }
  }

  @Override
  public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {
    if (ledger.status().isFinal()) {
      ended.accept(run);
    }
    Outcome last = null;
    for (RunEvent event : events) {
      boolean goesOn =
          event instanceof RunEvent.RunResumed || event instanceof RunEvent.QuarantineLifted;
      Outcome outcome = outcome(run, event);
      last = goesOn ? null : outcome == null ? last : outcome;
    }
    if (last != null) {
      Outcome told = last;
      take(run).forEach(waiter -> waiter.complete(told));
    }
  }

  @Override
  public void lost(RunId run, PortFailure failure) {
    take(run).forEach(waiter -> waiter.completeExceptionally(failure));
  }

  void fail(RuntimeException thrown) {
    failure.complete(thrown);
    List<CompletableFuture<?>> all = new ArrayList<>();
    synchronized (this) {
      waiting.values().forEach(all::addAll);
      waiting.clear();
      answers.forEach(open -> all.add(open.answer));
    }
    all.forEach(waiter -> waiter.completeExceptionally(thrown));
  }

  private synchronized List<CompletableFuture<Outcome>> take(RunId run) {
    List<CompletableFuture<Outcome>> taken = waiting.remove(run);
    return taken == null ? List.of() : taken;
  }

  /** What an event means to who waits; null where the run goes on. */
  static @org.jspecify.annotations.Nullable Outcome outcome(RunId run, RunEvent event) {
    byte[] none = new byte[0];
    return switch (event) {
      case RunEvent.RunCompleted e -> new Outcome(run, RunStatus.COMPLETED, e.result(), "");
      case RunEvent.RunFailed e -> new Outcome(run, RunStatus.FAILED, none, e.error());
      case RunEvent.RunCancelled _ -> new Outcome(run, RunStatus.CANCELLED, none, "");
      case RunEvent.RunStalled e ->
          new Outcome(
              run,
              RunStatus.STALLED,
              none,
              e.quarantined() + " tasks are in quarantine and nothing else can go on");
      case RunEvent.RunParked e -> new Outcome(run, RunStatus.PARKED, none, e.reason());
      default -> null;
    };
  }
}
