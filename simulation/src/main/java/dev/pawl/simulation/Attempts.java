package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attempts of the tasks of one run, by its events alone: what may follow what, and when. */
final class Attempts {
  private final RunId run;
  private final ProcessGraph graph;
  private final Map<Long, Integer> failures = new HashMap<>();
  private final Map<Long, Long> planned = new HashMap<>();
  private final Map<Long, Integer> highest = new HashMap<>();

  Attempts(RunId run, ProcessGraph graph) {
    this.run = run;
    this.graph = graph;
  }

  private static long key(int step, int index) {
    return (long) step << 32 | index;
  }

  private String name(int step, int index) {
    return "task " + step + "[" + index + "] of " + run;
  }

  /** The highest attempt that a task ever had. */
  int highest(int step, int index) {
    return highest.getOrDefault(key(step, index), 1);
  }

  private void next(int step, int index) {
    highest.merge(key(step, index), 2, (attempt, _) -> attempt + 1);
  }

  /** The next round of a repeat begins: its tasks have had no attempts. */
  void beginAnew(IndexSet steps) {
    for (Map<Long, ?> known : List.of(failures, planned, highest)) {
      known.keySet().removeIf(key -> steps.contains((int) (key >> 32)));
    }
  }

  /** A result counts, whatever was planned. */
  void confirmed(int step, int index) {
    planned.remove(key(step, index));
    failures.remove(key(step, index));
  }

  /** Takes an event that is about attempts, before the state does. */
  void take(RunEvent event, TaskLedger state) {
    switch (event) {
      case TaskReissued e -> {
        notDone(state, e.step(), e.index(), "is given another attempt");
        unless(
            e.attempt() == state.attempt(e.step(), e.index()) + 1,
            "run " + run + " skips an attempt: " + e);
        next(e.step(), e.index());
        failures.merge(key(e.step(), e.index()), 1, Integer::sum);
      }
      case RetryPlanned e -> {
        notDone(state, e.step(), e.index(), "is to be tried again");
        unless(
            e.attempt() == state.attempt(e.step(), e.index()),
            "T04: a failure of a stale attempt counts: " + e);
        unless(
            planned.put(key(e.step(), e.index()), e.notBefore()) == null,
            name(e.step(), e.index()) + " waits for two retries");
        failures.merge(key(e.step(), e.index()), 1, Integer::sum);
      }
      case RetriesIssued e ->
          e.indexes()
              .forEach(index -> {
                Long notBefore = planned.remove(key(e.step(), index));
                unless(
                    notBefore != null && notBefore <= e.time(),
                    name(e.step(), index) + " is tried again before it is due, or twice");
                next(e.step(), index);
              });
      case TaskQuarantined e -> quarantined(e, state);
      case QuarantineLifted e ->
          e.indexes()
              .forEach(index -> {
                unless(
                    state.quarantined(e.step()).contains(index),
                    "G7: " + name(e.step(), index) + " leaves a quarantine that it is not in");
                next(e.step(), index);
                failures.remove(key(e.step(), index));
                planned.remove(key(e.step(), index));
              });
      default -> throw new IllegalStateException("no event of an attempt: " + event);
    }
  }

  private void quarantined(TaskQuarantined e, TaskLedger state) {
    notDone(state, e.step(), e.index(), "is quarantined");
    int failed = failures.getOrDefault(key(e.step(), e.index()), 0) + 1;
    unless(
        e.kind() == FailureKind.PERMANENT || failed >= graph.step(e.step()).policy().attempts(),
        "G7: " + name(e.step(), e.index()) + " is quarantined after " + failed + " failures");
    unless(
        !e.error().isBlank(), "G7: " + name(e.step(), e.index()) + " is quarantined without error");
  }

  private void notDone(TaskLedger state, int step, int index, String what) {
    unless(!state.isDone(step, index), "G1: " + name(step, index) + " is confirmed, and " + what);
  }
}
