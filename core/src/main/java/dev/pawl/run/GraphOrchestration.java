package dev.pawl.run;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.GraphState.Progress;
import dev.pawl.run.RunEvent.*;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Walks a {@link ProcessGraph}. Readiness follows the elements that events name, so that a
 * completion costs the same in a run of ten tasks and of ten million; the steps that are at work
 * are looked through once for each commit.
 */
public final class GraphOrchestration implements Orchestration<GraphState> {
  /** At most so many elements are handed to a function at once. */
  static final int LARGEST_EVALUATION = 4_096;

  private final ProcessGraph graph;
  private final GraphValues values;

  public GraphOrchestration(ProcessGraph graph) {
    this.graph = graph;
    this.values = new GraphValues(graph);
  }

  @Override
  public GraphState initial() {
    return new GraphState();
  }

  @Override
  public IndexSet body(int repeat) {
    return graph.step(repeat) instanceof Step.Repeat step
        ? IndexSet.range(step.entry(), repeat)
        : IndexSet.empty();
  }

  @Override
  public int round(int step, TaskLedger ledger) {
    return ledger.round(graph.step(step) instanceof Step.Repeat repeat ? repeat.entry() : step);
  }

  @Override
  public TaskPolicy policy(int step) {
    return graph.step(step).policy();
  }

  @Override
  public GraphState evolve(GraphState state, RunEvent event, TaskLedger ledger) {
    switch (event) {
      case RunStarted e -> {
        state.steps = new Progress[e.steps().size()];
        for (int step = 0; step < state.steps.length; step++) {
          state.steps[step] = new Progress();
        }
        state.open.set(0);
      }
      case TasksScheduled e -> {
        OpenPlan plan = state.steps[e.step()].plan;
        if (plan == null) {
          e.indexes().removeFrom(state.steps[e.step()].ready);
        } else {
          plan.scheduled(e.indexes());
        }
      }
      case ResultsConfirmed e -> {
        OpenPlan plan = state.steps[e.step()].plan;
        if (plan != null) {
          e.indexes().forEach(plan::confirmed);
        }
        arrived(state, e.step(), e.indexes(), ledger);
      }
      case Planned e -> planned(state.steps[e.step()], e);
      case FannedOut e -> {
        state.steps[e.step()].parent = e.parent();
        state.steps[e.step()].ordinal = e.ordinal();
        arrived(state, e.step(), IndexSet.range(e.first(), e.first() + e.values().size()), ledger);
      }
      case Combined e -> {
        e.indexes().removeFrom(state.steps[e.step()].ready);
        arrived(state, e.step(), e.indexes(), ledger);
      }
      case Folded e -> {
        state.steps[e.step()].parent = e.upTo();
        state.steps[e.step()].decided = true;
      }
      case BranchChosen e -> {
        state.steps[e.step()].decided = true;
        state.steps[e.step()].side = e.side();
      }
      case RoundBegan e -> beginRound(state, e, ledger);
      case RoundsEnded e -> state.steps[e.step()].decided = true;
      case StepCompleted e -> {
        state.open.clear(e.step());
        graph.consumers(e.step()).forEach(consumer -> open(state, consumer, ledger));
      }
      case TasksDispatched _, TasksReturned _, RetryPlanned _, TaskReissued _, RetriesIssued _ -> {}
      case SecondAttemptIssued _, AttemptDropped _ -> {}
      case SignalReceived e -> state.open.set(e.step());
      case TaskQuarantined _, QuarantineLifted _, RunPaused _, RunParked _, RunResumed _ -> {}
      case RunStalled _, RunCompleted _, RunFailed _, RunCancelled _ -> {}
    }
    return state;
  }

  private static void planned(Progress step, Planned part) {
    OpenPlan plan = step.plan;
    if (plan == null) {
      plan = new OpenPlan(part.total());
      step.plan = plan;
    }
    plan.add(part.parents());
  }

  /** A branch that was not taken may come to its end after the merge. */
  private static void open(GraphState state, int step, TaskLedger ledger) {
    if (!ledger.completed(step)) {
      state.open.set(step);
    }
  }

  /** What came from outside the body is there in the new round too. */
  private void beginRound(GraphState state, RoundBegan event, TaskLedger ledger) {
    state.steps[event.step()].parent++;
    event
        .body()
        .forEach(id -> {
          Progress fresh = new Progress();
          state.steps[id] = fresh;
          state.open.clear(id);
          open(state, id, ledger);
          int elements = elements(graph.step(id));
          if (elements >= 0 && !event.body().contains(elements)) {
            ledger.done(elements).addTo(fresh.ready);
          }
        });
  }

  /** The source that a step takes element by element, -1 where there is none. */
  private static int elements(Step step) {
    return switch (step) {
      case Step.Task task when task.many() -> task.source();
      case Step.Child child when child.many() -> child.source();
      case Step.Combine combine when combine.many() -> combine.left();
      default -> -1;
    };
  }

  /** Hands new elements to the steps that take them one by one. */
  private void arrived(GraphState state, int step, IndexSet indexes, TaskLedger ledger) {
    if (!graph.step(step).many()) {
      return;
    }
    for (int consumer : graph.consumers(step)) {
      open(state, consumer, ledger);
      if (elements(graph.step(consumer)) == step) {
        indexes.addTo(state.steps[consumer].ready);
      }
    }
  }

  @Override
  public List<Action> react(GraphState state, TaskLedger ledger) {
    List<Action> actions = new ArrayList<>();
    for (int id = state.open.nextSetBit(0); id >= 0; id = state.open.nextSetBit(id + 1)) {
      if (values.reached(graph.step(id), state, ledger)) {
        react(graph.step(id), state, ledger, actions);
      }
    }
    return actions;
  }

  private void react(Step step, GraphState state, TaskLedger ledger, List<Action> actions) {
    switch (step) {
      case Step.Task task when task.many() -> {
        scheduleReady(step, ready(step, state), actions);
        completeElements(step, task.source(), ledger, actions);
      }
      case Step.Dag _ -> {
        OpenPlan plan = state.steps[step.id()].plan;
        if (plan != null && plan.isWhole()) {
          scheduleReady(step, plan.ready(), actions);
          complete(step, ledger.doneCount(step.id()) == plan.total(), actions);
        }
      }
      case Step.Task task -> single(step, task.source(), ledger, actions);
      case Step.Child child when child.many() -> {
        scheduleReady(step, ready(step, state), actions);
        completeElements(step, child.source(), ledger, actions);
      }
      case Step.Child child -> single(step, child.source(), ledger, actions);
      case Step.Transpose transpose -> single(step, transpose.source(), ledger, actions);
      case Step.Grouping grouping -> single(step, grouping.source(), ledger, actions);
      case Step.All all -> Gathering.react(all, ledger, actions);
      case Step.Combine combine when combine.many() ->
          completeElements(step, combine.left(), ledger, actions);
      case Step.FanOut fanOut -> {
        boolean whole =
            graph.step(fanOut.source()).many()
                ? ledger.completed(fanOut.source())
                    && state.steps[step.id()].parent == values.width(fanOut.source(), ledger)
                : state.steps[step.id()].parent == 1;
        complete(step, whole, actions);
      }
      case Step.Fold fold ->
          complete(
              step,
              state.steps[step.id()].decided
                  && ledger.completed(fold.source())
                  && state.steps[step.id()].parent == values.width(fold.source(), ledger),
              actions);
      case Step.Merge merge -> {
        boolean side = state.steps[merge.choice()].side;
        complete(
            step,
            state.steps[merge.choice()].decided
                && ledger.completed(side ? merge.then() : merge.otherwise()),
            actions);
      }
      case Step.Entry entry -> complete(step, ledger.completed(entry.source()), actions);
      case Step.Repeat repeat -> {
        Progress progress = state.steps[step.id()];
        boolean last = progress.decided || progress.parent + 1 >= repeat.max();
        complete(step, last && ledger.completed(repeat.result()), actions);
      }
      case Step.Input _, Step.Choice _, Step.Combine _, Step.Await _ ->
          complete(step, ledger.isDone(step.id(), 0), actions);
    }
  }

  private static IndexSet ready(Step step, GraphState state) {
    BitSet ready = state.steps[step.id()].ready;
    return IndexSet.ofBits(ready, 0, ready.length());
  }

  private static void scheduleReady(Step step, IndexSet ready, List<Action> actions) {
    if (!ready.isEmpty()) {
      actions.add(new Action.Schedule(step.id(), ready));
    }
  }

  private void single(Step step, int source, TaskLedger ledger, List<Action> actions) {
    if (!ledger.isScheduled(step.id(), 0) && values.available(source, ledger)) {
      actions.add(new Action.Schedule(step.id(), IndexSet.of(0)));
    }
    complete(step, ledger.isDone(step.id(), 0), actions);
  }

  private static void complete(Step step, boolean whole, List<Action> actions) {
    if (whole) {
      actions.add(new Action.Complete(step.id(), IndexSet.empty()));
    }
  }

  /**
   * A step that follows its source element by element is complete when each element is done,
   * tolerated or missing before.
   */
  private void completeElements(Step step, int source, TaskLedger ledger, List<Action> actions) {
    int id = step.id();
    if (!ledger.completed(source)) {
      return;
    }
    int width = values.width(source, ledger);
    IndexSet missingBefore = ledger.missing(source);
    int quarantined = ledger.quarantinedCount(id);
    boolean whole = ledger.doneCount(id) + quarantined + missingBefore.size() == width;
    if (whole && quarantined <= step.policy().toleratedOf(width)) {
      BitSet missing = new BitSet();
      missingBefore.addTo(missing);
      ledger.quarantined(id).addTo(missing);
      actions.add(new Action.Complete(id, IndexSet.ofBits(missing, 0, missing.length())));
    }
  }

  @Override
  public List<Evaluation> evaluations(GraphState state, TaskLedger ledger) {
    List<Evaluation> pending = new ArrayList<>();
    for (int id = state.open.nextSetBit(0); id >= 0; id = state.open.nextSetBit(id + 1)) {
      if (values.reached(graph.step(id), state, ledger)) {
        evaluate(graph.step(id), state.steps[id], ledger, pending);
      }
    }
    if (ledger.completed(graph.result())) {
      pending.add(new Evaluation.Result(graph.result()));
    }
    return pending;
  }

  /** Elements that have come since a function was called do not make its answer stale. */
  @Override
  public boolean awaits(GraphState state, TaskLedger ledger, RunCommand outcome) {
    if (outcome instanceof RunCommand.RecordCombined made
        && made.step() >= 0
        && made.step() < ledger.steps()
        && made.round() == ledger.round(made.step())
        && graph.step(made.step()) instanceof Step.Combine combine
        && combine.many()) {
      BitSet ready = state.steps[combine.id()].ready;
      return values.reached(combine, state, ledger)
          && values.available(combine.right(), ledger)
          && IndexSet.ofBits(ready, 0, ready.length()).containsAll(made.indexes());
    }
    return Orchestration.super.awaits(state, ledger, outcome);
  }

  private void evaluate(Step step, Progress progress, TaskLedger ledger, List<Evaluation> pending) {
    int id = step.id();
    int round = round(id, ledger);
    switch (step) {
      case Step.FanOut fanOut -> {
        int upTo = values.prefix(fanOut.source(), progress.parent, ledger);
        if (upTo > progress.parent) {
          pending.add(
              new Evaluation.FanOut(
                  id, round, progress.parent, progress.ordinal, upTo, ledger.doneCount(id)));
        }
      }
      case Step.Dag dag -> {
        OpenPlan plan = progress.plan;
        if ((plan == null || !plan.isWhole()) && values.available(dag.source(), ledger)) {
          int known = plan == null ? 0 : plan.known();
          pending.add(new Evaluation.Plan(id, round, known, plan == null ? 0 : plan.total()));
        }
      }
      case Step.Combine combine -> {
        if (!values.available(combine.right(), ledger)) {
          return;
        }
        BitSet ready = progress.ready;
        IndexSet indexes =
            combine.many() ? IndexSet.ofBits(ready, 0, ready.length()) : IndexSet.of(0);
        boolean there =
            combine.many() || (values.available(combine.left(), ledger) && !ledger.isDone(id, 0));
        if (there && !indexes.isEmpty()) {
          pending.add(new Evaluation.Combine(id, round, indexes.head(LARGEST_EVALUATION)));
        }
      }
      case Step.Fold fold -> {
        int upTo = values.prefix(fold.source(), progress.parent, ledger);
        boolean nothingToFold =
            !progress.decided && ledger.completed(fold.source()) && upTo == progress.parent;
        if (upTo > progress.parent || nothingToFold) {
          int end = Math.min(upTo, progress.parent + LARGEST_EVALUATION);
          pending.add(new Evaluation.Fold(id, round, progress.parent, end));
        }
      }
      case Step.Choice choice -> {
        if (!progress.decided && values.available(choice.source(), ledger)) {
          pending.add(new Evaluation.Choice(id, round));
        }
      }
      case Step.Repeat repeat -> {
        boolean asked = !progress.decided && progress.parent + 1 < repeat.max();
        if (asked && values.available(repeat.result(), ledger)) {
          pending.add(new Evaluation.Until(id, round, repeat.result()));
        }
      }
      case Step.Entry _,
          Step.Input _,
          Step.Task _,
          Step.Child _,
          Step.Transpose _,
          Step.Grouping _,
          Step.All _,
          Step.Merge _,
          Step.Await _ -> {}
    }
  }
}
