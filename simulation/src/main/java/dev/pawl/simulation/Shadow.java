package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Orchestration;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is durable of one run: its events replayed as they reach the store, each checked before it
 * is taken.
 */
final class Shadow<S> {
  private final RunId run;
  private final ProcessGraph graph;
  private final RunDecider<S> decider;
  private final RunState<S> state;
  private final Attempts attempts;
  private final Map<Long, Long> winners = new HashMap<>();
  private final Map<Long, int[]> parents = new HashMap<>();

  private Shadow(RunId run, ProcessGraph graph, Orchestration<S> orchestration) {
    this.run = run;
    this.graph = graph;
    this.decider = new RunDecider<>(orchestration);
    this.state = decider.initialState();
    this.attempts = new Attempts(run, graph);
  }

  static Shadow<?> of(RunId run, ProcessGraph graph) {
    Orchestration<?> orchestration = new GraphOrchestration(graph);
    return of(run, graph, orchestration);
  }

  private static <T> Shadow<T> of(RunId run, ProcessGraph graph, Orchestration<T> orchestration) {
    return new Shadow<>(run, graph, orchestration);
  }

  RunId run() {
    return run;
  }

  ProcessGraph graph() {
    return graph;
  }

  /** The task that it was begun for, where another run did. */
  Optional<ParentTask> parent() {
    return Optional.ofNullable(state.started()).flatMap(RunEvent.RunStarted::parent);
  }

  TaskLedger ledger() {
    return state;
  }

  String describe() {
    return state.describe();
  }

  /** Takes the next durable event. */
  void take(RunEvent event) {
    unless(!state.status().isFinal(), "G1: run " + run + " is over, and got " + event);
    switch (event) {
      case ResultsConfirmed e -> confirmed(e);
      case TasksScheduled e -> e.indexes().forEach(index -> scheduled(e.step(), index));
      case RunEvent.FannedOut e ->
          unless(
              e.first() == state.doneCount(e.step()),
              "fan-out " + e.step() + " of " + run + " goes on at " + e.first());
      case RunEvent.Planned e -> planned(e);
      case RunEvent.Combined e -> notDone(e.step(), e.indexes());
      case RunEvent.BranchChosen e -> notDone(e.step(), IndexSet.of(0));
      case RunEvent.RoundBegan e -> {
        Step.Repeat repeat = (Step.Repeat) graph.step(e.step());
        unless(
            state.completed(repeat.result()) && !state.completed(e.step()),
            "round " + e.round() + " of " + run + " begins before the last is over");
        unless(e.round() == state.round(repeat.entry()) + 1, "run " + run + " skips a round: " + e);
        winners.keySet().removeIf(key -> e.body().contains((int) (key >> 32)));
        parents.keySet().removeIf(key -> e.body().contains((int) (key >> 32)));
        attempts.beginAnew(e.body());
      }
      case RunEvent.Folded e ->
          unless(
              !state.completed(e.step()),
              "fold " + e.step() + " of " + run + " is complete, and went on to " + e.upTo());
      case RunEvent.StepCompleted e -> completed(e);
      case RunEvent.RunCompleted _ ->
          unless(
              state.completed(graph.result()),
              "G3: run " + run + " is completed before its last step");
      case RunEvent.TaskReissued _,
          RunEvent.SecondAttemptIssued _,
          RunEvent.AttemptDropped _,
          RunEvent.RetryPlanned _,
          RunEvent.RetriesIssued _,
          RunEvent.TaskQuarantined _,
          RunEvent.QuarantineLifted _ ->
          attempts.take(event, state);
      default -> {}
    }
    decider.evolve(state, event);
  }

  /** After a batch of events: whatever follows from them has to be among them. */
  void requireSettled() {
    if (state.status() == RunStatus.RUNNING) {
      List<RunEvent> lacking = decider.react(state, 0);
      unless(
          lacking.isEmpty(), "P05: run " + run + " at " + state.position() + " lacks " + lacking);
    }
  }

  private void confirmed(ResultsConfirmed event) {
    int[] indexes = event.indexes().toArray();
    for (int place = 0; place < indexes.length; place++) {
      int index = indexes[place];
      String task = "task " + event.step() + "[" + index + "] of " + run;
      int attempt = event.attempts().isEmpty() ? 1 : event.attempts().get(place);
      unless(
          state.isScheduled(event.step(), index),
          "P14: " + task + " is confirmed, and was never scheduled");
      unless(!state.isDone(event.step(), index), "G1: " + task + " is confirmed twice");
      unless(
          attempt <= state.attempt(event.step(), index),
          "P14: " + task + " is confirmed with unknown attempt " + attempt);
      winners.put(key(event.step(), index), event.nonce());
      attempts.confirmed(event.step(), index, attempt);
    }
  }

  private static long key(int step, int index) {
    return (long) step << 32 | index;
  }

  /** Whether the execution with a nonce is the one whose result counts. */
  boolean isWinner(int step, int index, long nonce) {
    return Long.valueOf(nonce).equals(winners.get(key(step, index)));
  }

  /** What is durable of the attempts of its tasks. */
  Attempts attempts() {
    return attempts;
  }

  private void completed(RunEvent.StepCompleted event) {
    Step step = graph.step(event.step());
    if (step instanceof Step.Task task && task.many()) {
      int width = state.doneCount(task.source()) + state.missing(task.source()).size();
      unless(
          state.completed(task.source())
              && state.doneCount(step.id()) + event.missing().size() == width,
          "P05: step " + step.id() + " of " + run + " is complete before all of its tasks");
      requireTolerated(task, event.missing(), width);
    } else if (step instanceof Step.Dag) {
      unless(
          event.missing().isEmpty() && state.doneCount(step.id()) == state.planWidth(step.id()),
          "P05: dag " + step.id() + " of " + run + " is complete before all of its nodes");
    } else if (step instanceof Step.All || step instanceof Step.Fold) {
      unless(
          step.sources().stream().allMatch(state::completed),
          "P05: step " + step.id() + " of " + run + " is complete before its source");
    }
  }

  /** What a step goes on without failed for the last time, and is no more than its share. */
  private void requireTolerated(Step.Task task, IndexSet missing, int width) {
    int own = missing.size() - state.missing(task.source()).size();
    unless(
        own <= task.policy().toleratedOf(width),
        "step " + task.id() + " of " + run + " goes on without " + own + " of " + width);
    missing.forEach(index ->
        unless(
            state.quarantined(task.id()).contains(index) || state.isMissing(task.source(), index),
            "step "
                + task.id()
                + " of "
                + run
                + " goes on without "
                + index
                + ", not in quarantine"));
  }

  private void planned(RunEvent.Planned event) {
    for (int place = 0; place < event.ids().size(); place++) {
      long node = key(event.step(), event.first() + place);
      unless(
          parents.put(node, event.parents().get(place)) == null,
          "G1: node "
              + event.step()
              + "["
              + (event.first() + place)
              + "] of "
              + run
              + " comes twice");
    }
  }

  private void notDone(int step, IndexSet indexes) {
    indexes.forEach(index ->
        unless(
            !state.isDone(step, index),
            "G1: value " + step + "[" + index + "] of " + run + " is made twice"));
  }

  private void scheduled(int id, int index) {
    Step step = graph.step(id);
    boolean there =
        (step instanceof Step.Task || step instanceof Step.Child) && step.many()
            ? state.isDone(step.sources().get(0), index)
            : step.sources().stream().allMatch(state::completed);
    unless(
        there,
        "G3: task " + id + "[" + index + "] of " + run + " is scheduled before what it depends on");
    for (int parent : parents.getOrDefault(key(id, index), new int[0])) {
      unless(
          state.isDone(id, parent),
          "G3: node " + id + "[" + index + "] of " + run + " is scheduled before " + parent);
    }
    unless(
        !state.isScheduled(id, index),
        "task " + id + "[" + index + "] of " + run + " is scheduled twice");
  }
}
