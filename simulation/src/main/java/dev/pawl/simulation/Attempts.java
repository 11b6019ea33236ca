package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The attempts of the tasks of one run, by its events alone: what may follow what, and when. */
final class Attempts {
  private final RunId run;
  private final ProcessGraph graph;
  private final Map<Long, Integer> failures = new HashMap<>();
  private final Map<Long, Long> planned = new HashMap<>();
  private final Map<Long, Integer> highest = new HashMap<>();

  /** Attempts that go on, of tasks that had two at once. */
  private final Map<Long, Set<Integer>> doubled = new HashMap<>();

  private int seconds;
  private int secondsThatWon;

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

  /** The one attempt that goes on, as far as is known; of two, the last. */
  int current(int step, int index) {
    return doubled.getOrDefault(key(step, index), Set.of()).stream()
        .max(Integer::compare)
        .orElse(highest(step, index));
  }

  /** Whether an attempt was given up, and no result of it is waited for. */
  boolean isGivenUp(int step, int index, int attempt) {
    Set<Integer> live = doubled.getOrDefault(key(step, index), Set.of());
    return live.isEmpty() ? attempt < highest(step, index) : !live.contains(attempt);
  }

  /** The next round of a repeat begins: its tasks have had no attempts. */
  void beginAnew(IndexSet steps) {
    for (Map<Long, ?> known : List.of(failures, planned, highest, doubled)) {
      known.keySet().removeIf(key -> steps.contains((int) (key >> 32)));
    }
  }

  /** A result counts, whatever was planned. */
  void confirmed(int step, int index, int attempt) {
    boolean open = !doubled.getOrDefault(key(step, index), Set.of()).isEmpty();
    secondsThatWon += open && attempt == highest(step, index) ? 1 : 0;
    planned.remove(key(step, index));
    failures.remove(key(step, index));
    doubled.computeIfPresent(key(step, index), (_, _) -> Set.of());
  }

  /** Takes an event that is about attempts, before the state does. */
  void take(RunEvent event, TaskLedger state) {
    switch (event) {
      case SecondAttemptIssued e -> second(e, state);
      case AttemptDropped e -> {
        notDone(state, e.step(), e.index(), "has an attempt that ends");
        Set<Integer> live = doubled.getOrDefault(key(e.step(), e.index()), Set.of());
        unless(
            live.size() == 2 && live.contains(e.attempt()),
            "T04: an attempt is dropped, and no other goes on: " + e);
        doubled.put(
            key(e.step(), e.index()),
            live.stream()
                .filter(attempt -> attempt != e.attempt())
                .collect(Collectors.toUnmodifiableSet()));
      }
      case TaskReissued e -> {
        notDone(state, e.step(), e.index(), "is given another attempt");
        ended(e.step(), e.index(), current(e.step(), e.index()));
        unless(
            e.attempt() == state.attempt(e.step(), e.index()) + 1,
            "run " + run + " skips an attempt: " + e);
        next(e.step(), e.index());
        failures.merge(key(e.step(), e.index()), 1, Integer::sum);
      }
      case RetryPlanned e -> {
        notDone(state, e.step(), e.index(), "is to be tried again");
        unless(
            e.attempt() == current(e.step(), e.index()),
            "T04: a failure of a stale attempt counts: " + e);
        ended(e.step(), e.index(), e.attempt());
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

  private void second(SecondAttemptIssued e, TaskLedger state) {
    notDone(state, e.step(), e.index(), "is begun a second time");
    int first = highest(e.step(), e.index());
    unless(e.attempt() == first + 1, "run " + run + " skips an attempt: " + e);
    unless(
        !planned.containsKey(key(e.step(), e.index()))
            && !state.quarantined(e.step()).contains(e.index()),
        name(e.step(), e.index()) + " is begun a second time, and does not run");
    unless(
        graph.step(e.step()).policy().speculative() && state.status() == RunStatus.RUNNING,
        name(e.step(), e.index()) + " may not be begun a second time");
    unless(
        doubled.put(key(e.step(), e.index()), Set.of(first, e.attempt())) == null,
        name(e.step(), e.index()) + " is begun a second time twice");
    next(e.step(), e.index());
    seconds++;
  }

  /** How many tasks were begun a second time, in all rounds. */
  int seconds() {
    return seconds;
  }

  /** How many results that count are of second attempts. */
  int secondsThatWon() {
    return secondsThatWon;
  }

  /** What ends a task's attempt for it is said of the last that goes on. */
  private void ended(int step, int index, int attempt) {
    Set<Integer> live = doubled.getOrDefault(key(step, index), Set.of());
    unless(
        live.isEmpty() || live.equals(Set.of(attempt)),
        "T04: " + name(step, index) + " is given up, and attempts " + live + " go on");
    doubled.computeIfPresent(key(step, index), (_, _) -> Set.of());
  }

  private void quarantined(TaskQuarantined e, TaskLedger state) {
    notDone(state, e.step(), e.index(), "is quarantined");
    ended(e.step(), e.index(), e.attempt());
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
