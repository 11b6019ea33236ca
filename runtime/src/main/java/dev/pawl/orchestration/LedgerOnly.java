package dev.pawl.orchestration;

import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.Evaluation;
import dev.pawl.run.Orchestration;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskLedger;
import java.util.List;

/** Keeps the books of a run whose code is not at hand: results count, and nothing is scheduled. */
final class LedgerOnly implements Orchestration<String> {
  @Override
  public String initial() {
    return "";
  }

  @Override
  public String evolve(String state, RunEvent event, TaskLedger ledger) {
    return state;
  }

  @Override
  public List<Action> react(String state, TaskLedger ledger) {
    return List.of();
  }

  @Override
  public List<Evaluation> evaluations(String state, TaskLedger ledger) {
    return List.of();
  }

  @Override
  public TaskPolicy policy(int step) {
    return TaskPolicy.DEFAULT;
  }

  @Override
  public boolean decidesStalls() {
    return false;
  }
}
