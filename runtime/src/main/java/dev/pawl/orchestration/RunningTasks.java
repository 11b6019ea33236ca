package dev.pawl.orchestration;

import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.RunId;
import dev.pawl.wire.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The view of running tasks: what workers say of tasks that take longer than a moment. Never
 * persisted; the workers' next reports make it anew. One thread at a time.
 */
public final class RunningTasks {
  /** One execution for each attempt of a task; hardly ever more than one. */
  private final Map<Task, List<Running>> running = new HashMap<>();

  /** A task of a run. */
  public record Task(RunId run, int step, int index) {}

  /**
   * An execution that is under way.
   *
   * @param round of the step
   * @param startedNanos by the monotonic clock of this process
   * @param progress 0 to 1, as the handler told it
   */
  public record Running(
      Task task,
      int round,
      int attempt,
      long nonce,
      String worker,
      long startedNanos,
      double progress) {}

  /** A message to a worker that an execution of its is not waited for. */
  record Superseded(String worker, Message.Stop stop) {}

  void heard(String worker, Message.Entry.Running entry, long nowNanos) {
    Task task = new Task(new RunId(entry.run()), entry.step(), entry.index());
    long started = nowNanos - entry.elapsedMillis() * 1_000_000;
    Running heard =
        new Running(
            task, entry.round(), entry.attempt(), entry.nonce(), worker, started, entry.progress());
    running.merge(task, List.of(heard), (known, _) -> with(known, heard));
  }

  private static List<Running> with(List<Running> known, Running heard) {
    if (known.getFirst().round() > heard.round()) {
      return known;
    }
    return Stream.concat(
            known.stream()
                .filter(one -> one.round() == heard.round() && one.attempt() != heard.attempt()),
            Stream.of(heard))
        .toList();
  }

  /** Whether a task's attempt is known to have begun. */
  boolean begun(Task task, int round, int attempt) {
    return running.getOrDefault(task, List.of()).stream()
        .anyMatch(one -> one.round() == round && one.attempt() == attempt);
  }

  /** Takes a durable event; gives what workers should be told. */
  List<Superseded> on(RunId run, RunEvent event) {
    if (running.isEmpty()) {
      return List.of();
    }
    return switch (event) {
      case ResultsConfirmed e -> confirmed(run, e);
      case RetryPlanned e -> ended(run, e.step(), e.index(), "");
      case TaskReissued e -> ended(run, e.step(), e.index(), "superseded by a new attempt");
      case AttemptDropped e -> {
        running.computeIfPresent(
            new Task(run, e.step(), e.index()), (_, known) -> without(known, e.attempt()));
        yield List.of();
      }
      case TaskQuarantined e -> ended(run, e.step(), e.index(), "");
      case TasksReturned e -> {
        e.indexes().forEach(index -> running.remove(new Task(run, e.step(), index)));
        yield List.of();
      }
      case RoundBegan e -> roundOver(run, e.body());
      case RunPaused _ -> all(run, "the run is paused");
      case RunCancelled _ -> all(run, "the run is cancelled");
      case RunFailed _ -> all(run, "the run has failed");
      case RunCompleted _ -> all(run, "the run is completed");
      default -> List.of();
    };
  }

  private List<Superseded> confirmed(RunId run, ResultsConfirmed event) {
    List<Superseded> told = new ArrayList<>();
    for (Running known : ofRun(run)) {
      if (known.task().step() == event.step() && event.indexes().contains(known.task().index())) {
        running.remove(known.task());
        if (known.nonce() != event.nonce()) {
          told.add(stop(known, "another execution was confirmed"));
        }
      }
    }
    return told;
  }

  /** Nobody waits for what a round did not need. */
  private List<Superseded> roundOver(RunId run, IndexSet body) {
    List<Superseded> told = new ArrayList<>();
    for (Running known : ofRun(run)) {
      if (body.contains(known.task().step())) {
        running.remove(known.task());
        told.add(stop(known, "its round is over"));
      }
    }
    return told;
  }

  private static @Nullable List<Running> without(List<Running> known, int attempt) {
    List<Running> left = known.stream().filter(one -> one.attempt() != attempt).toList();
    return left.isEmpty() ? null : left;
  }

  private List<Superseded> ended(RunId run, int step, int index, String reason) {
    List<Running> known = running.remove(new Task(run, step, index));
    return known == null || reason.isEmpty()
        ? List.of()
        : known.stream().map(one -> stop(one, reason)).toList();
  }

  private List<Superseded> all(RunId run, String reason) {
    List<Running> known = ofRun(run);
    known.forEach(one -> running.remove(one.task()));
    return known.stream()
        .map(Running::worker)
        .distinct()
        .map(worker ->
            new Superseded(worker, new Message.Stop(run.value(), -1, 0, IndexSet.empty(), reason)))
        .toList();
  }

  /** What to tell a worker that runs what nobody waits for. */
  static Superseded stop(String worker, Message.Entry.Running told, String reason) {
    IndexSet index = IndexSet.of(told.index());
    return new Superseded(
        worker, new Message.Stop(told.run(), told.step(), told.round(), index, reason));
  }

  private static Superseded stop(Running known, String reason) {
    Task task = known.task();
    return new Superseded(
        known.worker(),
        new Message.Stop(
            task.run().value(), task.step(), known.round(), IndexSet.of(task.index()), reason));
  }

  /** What runs now, of one run. */
  public List<Running> ofRun(RunId run) {
    return running.entrySet().stream()
        .filter(one -> one.getKey().run().equals(run))
        .flatMap(one -> one.getValue().stream())
        .toList();
  }

  /** What runs now, of all runs. */
  public List<Running> all() {
    return running.values().stream().flatMap(List::stream).toList();
  }
}
