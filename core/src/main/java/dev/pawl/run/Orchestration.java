package dev.pawl.run;

import dev.pawl.graph.TaskPolicy;
import java.util.List;

/**
 * What decides which tasks a run schedules. The aggregate keeps the books of tasks, attempts,
 * retries and quarantine; an orchestration only reacts to what they say. {@link GraphOrchestration}
 * is the one for graphs.
 *
 * <p>Pure: no clock, no randomness, no input or output, and no code of users. Called by one thread
 * at a time for one run.
 *
 * @param <S> what it keeps for a run; made anew from the run's events, so that its fields may
 *     change at any time
 */
public interface Orchestration<S> {
  S initial();

  /**
   * The state after an event, which {@code ledger} has taken already. May change and return the
   * same object.
   */
  S evolve(S state, RunEvent event, TaskLedger ledger);

  /**
   * What follows from the state now; called again after its actions were taken, until it returns
   * none.
   */
  List<Action> react(S state, TaskLedger ledger);

  /** Functions that can be called now; what they return comes back as a command. */
  List<Evaluation> evaluations(S state, TaskLedger ledger);

  /**
   * Whether what a function returned still counts: the run waits for it, and the values that it was
   * called on are there. By default a command counts that answers one of the {@link #evaluations}.
   */
  default boolean awaits(S state, TaskLedger ledger, RunCommand outcome) {
    return evaluations(state, ledger).stream()
        .anyMatch(evaluation -> evaluation.answeredBy(outcome));
  }

  /**
   * The steps that begin anew with each round of a repeat, first the one that stands for the value
   * that it begins with. Default none: an orchestration without rounds.
   */
  default IndexSet body(int repeat) {
    return IndexSet.empty();
  }

  /**
   * The round in which the function of a step is asked. Default that of the step; of a repeat, that
   * of its body.
   */
  default int round(int step, TaskLedger ledger) {
    return ledger.round(step);
  }

  /** How the tasks of a step are run. */
  TaskPolicy policy(int step);

  /**
   * Whether nothing to do means that nothing can follow, so that a run with quarantined tasks is
   * stalled. Default true; false for one that only keeps books.
   */
  default boolean decidesStalls() {
    return true;
  }

  /** Something to record. */
  sealed interface Action {
    /** Schedule tasks, each for the first time. */
    record Schedule(int step, IndexSet indexes) implements Action {}

    /** All values of a step are there, or will never be. */
    record Complete(int step, IndexSet missing) implements Action {}
  }
}
