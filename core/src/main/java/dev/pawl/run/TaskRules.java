package dev.pawl.run;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand.ConfirmResults;
import dev.pawl.run.RunCommand.ReportFailure;
import dev.pawl.run.RunCommand.ReturnTasks;
import dev.pawl.run.RunEvent.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of single tasks: who may confirm, what a failure leads to, what leaves the quarantine.
 */
final class TaskRules<S> {
  private static final int LONGEST_ERROR = 4_000;

  private final Orchestration<S> orchestration;

  TaskRules(Orchestration<S> orchestration) {
    this.orchestration = orchestration;
  }

  Decision confirm(RunState<S> state, ConfirmResults command) {
    if (command.step() < 0 || command.step() >= state.steps()) {
      return Decision.refuse(
          Reason.UNKNOWN_TASK, command.indexes().size(), "the run has no step " + command.step());
    }
    if (command.round() != state.round(command.step())) {
      return otherRound(state, command.step(), command.round(), command.indexes().size());
    }
    int[] indexes = command.indexes().toArray();
    int[] kept = new int[indexes.length];
    int count = 0;
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    for (int place = 0; place < indexes.length; place++) {
      Reason reason = refusal(state, command.step(), indexes[place], command.attempt(place));
      if (reason == null) {
        kept[count++] = place;
      } else {
        refused.merge(reason, 1, Integer::sum);
      }
    }
    List<RunEvent> events =
        count == 0 ? List.of() : List.of(confirmed(command, indexes, kept, count));
    List<Rejection> rejections = new ArrayList<>();
    refused.forEach((reason, number) ->
        rejections.add(
            new Rejection(
                reason,
                number,
                "results of step " + command.step() + " among " + command.indexes())));
    return new Decision(events, rejections);
  }

  private static ResultsConfirmed confirmed(
      ConfirmResults c, int[] indexes, int[] kept, int count) {
    if (count == indexes.length) {
      return new ResultsConfirmed(
          c.time(),
          c.step(),
          c.indexes(),
          c.attempts(),
          c.nonce(),
          c.results(),
          c.micros(),
          c.slowestMicros());
    }
    int[] winners = new int[count];
    List<Integer> attempts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      winners[i] = indexes[kept[i]];
      if (!c.attempts().isEmpty()) {
        attempts.add(c.attempt(kept[i]));
      }
    }
    long micros = c.micros() * count / indexes.length;
    return new ResultsConfirmed(
        c.time(),
        c.step(),
        IndexSet.ofSorted(winners, count),
        attempts,
        c.nonce(),
        c.results().select(kept, count),
        micros,
        c.slowestMicros());
  }

  /**
   * Why a result does not count; null where it does. A late success of an earlier attempt does, if
   * it is the first.
   */
  private @Nullable Reason refusal(RunState<S> state, int step, int index, int attempt) {
    if (!state.isScheduled(step, index)) {
      return Reason.UNKNOWN_TASK;
    }
    if (state.isDone(step, index)) {
      return Reason.DUPLICATE;
    }
    if (attempt < 1 || attempt > state.attempt(step, index)) {
      return Reason.UNKNOWN_TASK;
    }
    return state.isMissing(step, index) ? Reason.STALE : null;
  }

  /** Of a round that is over, or, from nobody who knows, of one that has not begun. */
  static Decision otherRound(RunState<?> state, int step, int round, int count) {
    return Decision.refuse(
        round < state.round(step) ? Reason.STALE : Reason.UNKNOWN_TASK,
        count,
        "step " + step + " is in round " + state.round(step) + ", found tasks of round " + round);
  }

  Decision fail(RunState<S> state, ReportFailure c) {
    int step = c.step();
    int index = c.index();
    int attempt = c.attempt();
    if (step < 0 || step >= state.steps()) {
      return Decision.refuse(Reason.UNKNOWN_TASK, 1, "the run has no step " + step);
    }
    if (c.round() != state.round(step)) {
      return otherRound(state, step, c.round(), 1);
    }
    if (index < 0 || !state.isScheduled(step, index)) {
      return Decision.refuse(
          Reason.UNKNOWN_TASK, 1, "the run has no task " + step + "[" + index + "]");
    }
    Trouble trouble = state.trouble(step, index);
    if (state.isDone(step, index)) {
      return Decision.refuse(Reason.DUPLICATE, 1, "task " + step + "[" + index + "] is confirmed");
    }
    if (!trouble.isLive(attempt)) {
      return Decision.refuse(
          Reason.STALE, 1, "task " + step + "[" + index + "] is past attempt " + attempt);
    }
    if (trouble.live() == Trouble.Live.BOTH) {
      return Decision.of(SecondAttemptRules.dropped(c));
    }
    return failed(c, trouble.attempt() + 1, trouble.failures() + 1);
  }

  private Decision failed(ReportFailure c, int next, int failures) {
    TaskPolicy policy = orchestration.policy(c.step());
    String text = bounded(c.error());
    if (c.kind() == FailureKind.PERMANENT || failures >= policy.attempts()) {
      RunEvent quarantined =
          new TaskQuarantined(
              c.time(), c.step(), c.index(), c.attempt(), c.nonce(), c.kind(), text);
      return policy.failRun()
          ? Decision.of(quarantined, new RunFailed(c.time(), c.step(), c.index(), text))
          : Decision.of(quarantined);
    }
    if (c.kind() == FailureKind.ERROR) {
      long due = c.time() + policy.backoffAfter(failures).toMillis();
      return Decision.of(
          new RetryPlanned(
              c.time(),
              c.step(),
              c.index(),
              c.attempt(),
              c.nonce(),
              c.kind(),
              text,
              Math.max(due, 1)));
    }
    return Decision.of(new TaskReissued(c.time(), c.step(), c.index(), next, c.kind(), text));
  }

  /** The text of an error, as long as the log keeps it. */
  static String bounded(String error) {
    return error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) + "…" : error;
  }

  Decision giveBack(RunState<S> state, ReturnTasks command) {
    if (command.step() < 0 || command.step() >= state.steps()) {
      return Decision.refuse(
          Reason.UNKNOWN_TASK, command.indexes().size(), "the run has no step " + command.step());
    }
    if (command.round() != state.round(command.step())) {
      return otherRound(state, command.step(), command.round(), command.indexes().size());
    }
    int[] indexes = command.indexes().toArray();
    int[] kept = new int[indexes.length];
    int count = 0;
    List<RunEvent> events = new ArrayList<>();
    for (int place = 0; place < indexes.length; place++) {
      int attempt = command.attempts().isEmpty() ? 1 : command.attempts().get(place);
      if (!state.isLive(command.step(), indexes[place], attempt)) {
        continue;
      }
      if (state.trouble(command.step(), indexes[place]).live() == Trouble.Live.BOTH) {
        events.add(SecondAttemptRules.dropped(command, indexes[place], attempt));
      } else {
        kept[count++] = indexes[place];
      }
    }
    int refused = indexes.length - count - events.size();
    if (count > 0) {
      events.add(
          new TasksReturned(
              command.time(), command.step(), IndexSet.ofSorted(kept, count), command.apart()));
    }
    return new Decision(
        events,
        refused == 0
            ? List.of()
            : List.of(
                new Rejection(
                    Reason.STALE, refused, "tasks of step " + command.step() + " given back")));
  }

  Decision issueRetries(RunState<S> state, long time) {
    List<RunEvent> events = new ArrayList<>();
    for (int step = 0; step < state.steps(); step++) {
      int[] due =
          state.step(step).troubles().entrySet().stream()
              .filter(
                  entry -> entry.getValue().notBefore() > 0 && entry.getValue().notBefore() <= time)
              .mapToInt(Map.Entry::getKey)
              .toArray();
      if (due.length > 0) {
        events.add(new RetriesIssued(time, step, IndexSet.ofSorted(due, due.length)));
      }
    }
    return new Decision(events, List.of());
  }

  Decision restoreAll(RunState<S> state, long time) {
    TreeMap<Integer, IndexSet> found = new TreeMap<>();
    for (int step = 0; step < state.steps(); step++) {
      int[] indexes = waitedFor(state, step);
      if (indexes.length > 0) {
        found.put(step, IndexSet.ofSorted(indexes, indexes.length));
      }
    }
    List<RunEvent> events = new ArrayList<>();
    found.forEach((step, indexes) -> events.add(new QuarantineLifted(time, step, indexes)));
    return events.isEmpty()
        ? Decision.refuse(
            Reason.NOT_ALLOWED, 1, "no task of this run is in quarantine and still waited for")
        : new Decision(events, List.of());
  }

  /** Quarantined tasks of a step that the run did not go on without. */
  int[] waitedFor(RunState<S> state, int step) {
    return Arrays.stream(state.quarantined(step).toArray())
        .filter(index -> !state.isMissing(step, index))
        .toArray();
  }

  Decision restore(RunState<S> state, long time, int step, int index) {
    if (step < 0 || step >= state.steps() || !state.quarantined(step).contains(index)) {
      return Decision.refuse(
          Reason.UNKNOWN_TASK, 1, "task " + step + "[" + index + "] is not in quarantine");
    }
    return state.isMissing(step, index)
        ? Decision.refuse(
            Reason.STALE, 1, "the run went on without task " + step + "[" + index + "]")
        : Decision.of(new QuarantineLifted(time, step, IndexSet.of(index)));
  }
}
