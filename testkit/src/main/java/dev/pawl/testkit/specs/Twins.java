package dev.pawl.testkit.specs;

import dev.pawl.run.Decision;
import dev.pawl.run.Evaluation;
import dev.pawl.run.Orchestration;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.TaskLedger;
import java.util.ArrayList;
import java.util.List;

/**
 * Two states of one run: one lives through commands, the other is made from their events alone.
 * They have to be equal.
 */
final class Twins<S> {
  private final RunDecider<S> decider;
  private final RunState<S> live;
  private final RunState<S> replayed;

  Twins(Orchestration<S> orchestration) {
    decider = new RunDecider<>(orchestration);
    live = decider.initialState();
    replayed = decider.initialState();
  }

  /**
   * Decides a command and all that follows, as {@link RunDecider#handle} does, one event at a time.
   */
  Decision handle(RunCommand command) {
    String before = live.describe();
    Decision decision = decider.decide(live, command);
    requireEqual("a decision should change nothing", before, live.describe());
    List<RunEvent> events = new ArrayList<>();
    for (List<RunEvent> more = decision.events();
        !more.isEmpty();
        more = decider.react(live, command.time())) {
      more.forEach(this::take);
      events.addAll(more);
    }
    return new Decision(events, decision.rejections());
  }

  void take(RunEvent event) {
    decider.evolve(live, event);
    decider.evolve(replayed, event);
    requireEqual("replayed state should equal live state", live.describe(), replayed.describe());
  }

  private void requireEqual(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new AssertionError(
          what
              + " at position "
              + live.position()
              + ", expected\n"
              + expected
              + "\nfound\n"
              + found);
    }
  }

  /** A third state, from the log as it is now. */
  void requireReplay(List<RunEvent> log) {
    RunState<S> fresh = decider.initialState();
    log.forEach(event -> decider.evolve(fresh, event));
    requireEqual(
        "state replayed from the whole log should equal live state",
        live.describe(),
        fresh.describe());
  }

  List<Evaluation> evaluations() {
    return decider.evaluations(live);
  }

  TaskLedger ledger() {
    return live;
  }
}
