package dev.pawl.run;

import dev.pawl.run.Orchestration.Action;
import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand.*;
import dev.pawl.run.RunEvent.*;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The aggregate of a run: what a command leads to, what follows from that, and what an event
 * changes. Pure and without state of its own; safe for many threads, each with a {@link RunState}
 * of its own.
 *
 * <p>The way of a command: {@link #decide}, then {@link #evolve} for each event, then {@link
 * #react} and {@code evolve} until nothing more follows. All events of one command are appended
 * together. {@link #handle} does all of it.
 *
 * @param <S> what the orchestration keeps
 */
public final class RunDecider<S> {
  private final Orchestration<S> orchestration;
  private final TaskRules<S> tasks;

  public RunDecider(Orchestration<S> orchestration) {
    this.orchestration = orchestration;
    this.tasks = new TaskRules<>(orchestration);
  }

  /** The state before the first event. */
  public RunState<S> initialState() {
    return new RunState<>(orchestration);
  }

  /** Changes the state by an event. */
  public void evolve(RunState<S> state, RunEvent event) {
    state.evolve(event);
  }

  /**
   * Decides a command, changes the state by what it leads to and all that follows, and gives the
   * events in order.
   */
  public Decision handle(RunState<S> state, RunCommand command) {
    Decision decision = decide(state, command);
    if (decision.events().isEmpty()) {
      return decision;
    }
    List<RunEvent> events = new ArrayList<>(decision.events());
    events.forEach(event -> evolve(state, event));
    for (List<RunEvent> more = react(state, command.time());
        !more.isEmpty();
        more = react(state, command.time())) {
      more.forEach(event -> evolve(state, event));
      events.addAll(more);
    }
    return new Decision(events, decision.rejections());
  }

  /** What the command itself leads to. */
  public Decision decide(RunState<S> state, RunCommand command) {
    if (command instanceof Start start) {
      return state.status() == RunStatus.NEW
          ? Decision.of(start.started())
          : Decision.refuse(Reason.EXISTS, 1, "a run of this id exists, " + word(state));
    }
    if (state.status() == RunStatus.NEW) {
      return Decision.refuse(Reason.UNKNOWN_RUN, 1, "no run of this id was started");
    }
    if (state.status().isFinal()) {
      return Decision.refuse(Reason.RUN_OVER, 1, "the run is over: " + word(state));
    }
    return switch (command) {
      case ConfirmResults c -> tasks.confirm(state, c);
      case ReportFailure c -> tasks.fail(state, c);
      case TryTimeout c ->
          tasks.fail(
              state,
              new ReportFailure(
                  c.time(),
                  c.step(),
                  c.round(),
                  c.index(),
                  c.attempt(),
                  0,
                  FailureKind.TIMEOUT,
                  "no result within the timeout"));
      case TrySecondAttempt c -> SecondAttemptRules.issue(state, orchestration::policy, c);
      case IssueRetries c -> tasks.issueRetries(state, c.time());
      case Retry c -> tasks.restoreAll(state, c.time());
      case Restore c -> tasks.restore(state, c.time(), c.step(), c.index());
      case MarkDispatched c ->
          state.round(c.step()) == c.round()
              ? Decision.of(new TasksDispatched(c.time(), c.step(), c.indexes(), c.queue()))
              : Decision.refuse(
                  Reason.STALE, c.indexes().size(), "tasks of a round that is over were sent");
      case ReturnTasks c -> tasks.giveBack(state, c);
      case RecordFanOut c ->
          record(
              state,
              c,
              new FannedOut(c.time(), c.step(), c.first(), c.values(), c.parent(), c.ordinal()));
      case RecordPlan c -> record(state, c, c.part());
      case RefusePlan c ->
          record(state, c, new RunFailed(c.time(), c.step(), 0, TaskRules.bounded(c.reason())));
      case RecordCombined c ->
          record(state, c, new Combined(c.time(), c.step(), c.indexes(), c.values()));
      case RecordFold c ->
          record(state, c, new Folded(c.time(), c.step(), c.upTo(), c.accumulator()));
      case RecordChoice c -> record(state, c, new BranchChosen(c.time(), c.step(), c.side()));
      case RecordRound c -> record(state, c, nextRound(c));
      case RecordResult c -> record(state, c, new RunCompleted(c.time(), c.result()));
      case Park c -> park(state, c);
      case Signal c -> SignalRules.receive(state, c);
      case Pause c ->
          state.status() == RunStatus.PAUSED
              ? Decision.refuse(Reason.NOT_ALLOWED, 1, "the run is paused already")
              : Decision.of(new RunPaused(c.time()));
      case Resume c ->
          state.status() == RunStatus.PAUSED || state.status() == RunStatus.PARKED
              ? Decision.of(new RunResumed(c.time()))
              : Decision.refuse(
                  Reason.NOT_ALLOWED,
                  1,
                  "only a paused or parked run can be resumed, this one is " + word(state));
      case Cancel c -> Decision.of(new RunCancelled(c.time()));
      case Start _ -> throw new IllegalStateException("decided above");
    };
  }

  /** What follows from the state, as events; empty where nothing does. */
  public List<RunEvent> react(RunState<S> state, long time) {
    if (state.status() != RunStatus.RUNNING) {
      return List.of();
    }
    List<Action> actions = orchestration.react(state.inner(), state);
    boolean idle = actions.isEmpty() && state.outstandingCount() == 0;
    if (idle
        && orchestration.decidesStalls()
        && evaluations(state).isEmpty()
        && state.awaited().isEmpty()) {
      int quarantined =
          IntStream.range(0, state.steps()).map(step -> tasks.waitedFor(state, step).length).sum();
      return quarantined == 0 ? List.of() : List.of(new RunStalled(time, quarantined));
    }
    return actions.stream()
        .<RunEvent>map(action ->
            switch (action) {
              case Action.Schedule schedule ->
                  new TasksScheduled(time, schedule.step(), schedule.indexes());
              case Action.Complete complete ->
                  new StepCompleted(time, complete.step(), complete.missing());
            })
        .toList();
  }

  /** Functions that the run waits for; none while it is not running. */
  public List<Evaluation> evaluations(RunState<S> state) {
    return state.status() == RunStatus.RUNNING
        ? orchestration.evaluations(state.inner(), state)
        : List.of();
  }

  /**
   * Records what a function returned, unless the state has moved on since the function was called.
   */
  private Decision record(RunState<S> state, RunCommand outcome, RunEvent event) {
    if (state.status() != RunStatus.RUNNING) {
      return functionsRest(state);
    }
    return orchestration.awaits(state.inner(), state, outcome)
        ? Decision.of(event)
        : Decision.refuse(Reason.STALE, 1, "the run does not wait for this answer of a function");
  }

  private Decision park(RunState<S> state, Park command) {
    if (state.status() != RunStatus.RUNNING) {
      return functionsRest(state);
    }
    return orchestration.round(command.step(), state) == command.round()
        ? Decision.of(new RunParked(command.time(), command.step(), command.reason()))
        : Decision.refuse(Reason.STALE, 1, "the function was called in a round that is over");
  }

  private RunEvent nextRound(RecordRound said) {
    return said.enough()
        ? new RoundsEnded(said.time(), said.step(), said.round())
        : new RoundBegan(
            said.time(),
            said.step(),
            orchestration.body(said.step()),
            said.round() + 1,
            said.result());
  }

  private static Decision functionsRest(RunState<?> state) {
    return Decision.refuse(
        Reason.NOT_ALLOWED,
        1,
        "functions count while a run is running, this one is " + word(state));
  }

  static String word(RunState<?> state) {
    return state.status().name().toLowerCase(java.util.Locale.ROOT);
  }
}
