package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.Decision;
import dev.pawl.run.Evaluation;
import dev.pawl.run.Orchestration;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import dev.pawl.run.TaskLedger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run in the memory of the orchestrator that owns it: its state, what of it is durable, and
 * what is under way.
 */
final class RunSession {
  /** A run of which so many tasks are out is huge. */
  private static final int HUGE = 1_024;

  private final RunId id;
  private long epoch;
  private final @Nullable ProcessGraph graph;
  private final Aggregate<?> aggregate;
  private final DispatchBook book;
  private final Optional<ChildBook> children;
  private final SecondAttempts seconds = new SecondAttempts();
  private final EventReader reader;
  private final Set<Integer> evaluating = new HashSet<>();
  private List<RunEvent> undurable = new ArrayList<>();
  private long durablePosition;

  /** A decider and its state, with their type kept together. */
  private static final class Aggregate<S> {
    private final RunDecider<S> decider;
    private final RunState<S> state;

    Aggregate(Orchestration<S> orchestration) {
      decider = new RunDecider<>(orchestration);
      state = decider.initialState();
    }
  }

  /**
   * Begins a session.
   *
   * @param epoch to append with; 0 where the stream is yet to be acquired
   * @param graph null where the code of the run is not at hand: then its books are kept, and
   *     nothing is scheduled
   */
  RunSession(
      RunId id,
      long epoch,
      @Nullable ProcessGraph graph,
      Orchestration<?> orchestration,
      DispatchBook book,
      EventReader reader) {
    this.id = id;
    this.epoch = epoch;
    this.graph = graph;
    this.aggregate = new Aggregate<>(orchestration);
    this.book = book;
    this.children = graph == null ? Optional.empty() : ChildBook.of(graph);
    this.reader = reader;
  }

  RunId id() {
    return id;
  }

  long epoch() {
    return epoch;
  }

  /** The stream is owned now. */
  void acquired(long newEpoch) {
    epoch = newEpoch;
  }

  Optional<ProcessGraph> graph() {
    return Optional.ofNullable(graph);
  }

  DispatchBook book() {
    return book;
  }

  /** The books of tasks that are runs of other processes; empty where there are no such steps. */
  Optional<ChildBook> children() {
    return children;
  }

  SecondAttempts seconds() {
    return seconds;
  }

  TaskLedger ledger() {
    return aggregate.state;
  }

  /**
   * Whether an attempt of a task goes on as far as the run knows: who still runs a task that was
   * given up is not asked about it for ever.
   */
  boolean waitsFor(int step, int round, int index, int attempt) {
    TaskLedger ledger = ledger();
    return step >= 0
        && step < ledger.steps()
        && ledger.round(step) == round
        && index >= 0
        && ledger.isLive(step, index, attempt);
  }

  /** Whether it is durable that a task is confirmed, or that its round is over. */
  boolean isPast(int step, int round, int index) {
    TaskLedger ledger = ledger();
    boolean known = step >= 0 && step < ledger.steps() && index >= 0;
    return known
        && durablePosition == ledger.position()
        && (ledger.round(step) > round
            || (ledger.round(step) == round && ledger.isDone(step, index)));
  }

  RunStatus status() {
    return aggregate.state.status();
  }

  Values values() {
    if (graph == null) {
      throw new IllegalStateException("the code of run " + id + " is not at hand");
    }
    return new Values(id, graph, aggregate.state, reader);
  }

  /** Takes an event that was read from the log. */
  void replay(RunEvent event) {
    replay(aggregate, event);
    durablePosition = aggregate.state.position();
    enter(event);
  }

  /** A task has its place in one book. */
  private void enter(RunEvent event) {
    if (children.isEmpty() || !children.get().on(event)) {
      book.on(event);
    }
    seconds.on(event);
  }

  private static <S> void replay(Aggregate<S> aggregate, RunEvent event) {
    aggregate.decider.evolve(aggregate.state, event);
  }

  /** Decides a command; its events are not durable yet. */
  Decision handle(RunCommand command) {
    long before = aggregate.state.position();
    Decision decision = handle(aggregate, command);
    for (int i = 0; i < decision.events().size(); i++) {
      reader.keep(id, before + 1 + i, decision.events().get(i));
    }
    undurable.addAll(decision.events());
    return decision;
  }

  private static <S> Decision handle(Aggregate<S> aggregate, RunCommand command) {
    return aggregate.decider.handle(aggregate.state, command);
  }

  /** Functions that can be called and are not being called. */
  List<Evaluation> takeEvaluations() {
    return evaluations(aggregate).stream()
        .filter(evaluation -> evaluating.add(evaluation.step()))
        .toList();
  }

  private static <S> List<Evaluation> evaluations(Aggregate<S> aggregate) {
    return aggregate.decider.evaluations(aggregate.state);
  }

  /** A function of a step was called, and its outcome has come back. */
  void evaluated(int step) {
    evaluating.remove(step);
  }

  /** Whether a function is being called. */
  boolean isEvaluating() {
    return !evaluating.isEmpty();
  }

  /** Whether so many of its tasks are out that others should go first. */
  boolean isHuge() {
    return book.out() >= HUGE;
  }

  boolean hasUndurable() {
    return !undurable.isEmpty();
  }

  /** Whether nothing of it waits to be appended, or is being appended. */
  boolean isDurable() {
    return durablePosition == aggregate.state.position();
  }

  /** The last position that is durable. */
  long durablePosition() {
    return durablePosition;
  }

  /** Hands over the events to append. */
  List<RunEvent> takeUndurable() {
    List<RunEvent> taken = undurable;
    undurable = new ArrayList<>();
    return taken;
  }

  /** Events that were handed over could not be appended, for now. */
  void giveBack(List<RunEvent> events) {
    List<RunEvent> all = new ArrayList<>(events);
    all.addAll(undurable);
    undurable = all;
  }

  /** Events that were handed over are durable. */
  void durable(List<RunEvent> events) {
    durablePosition += events.size();
    events.forEach(this::enter);
  }

  /** How the run was begun; it must have been. */
  List<StepInfo> steps() {
    RunEvent.RunStarted started = aggregate.state.started();
    return started == null ? List.of() : started.steps();
  }
}
