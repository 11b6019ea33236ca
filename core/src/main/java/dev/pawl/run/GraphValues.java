package dev.pawl.run;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;

/** Which values of a graph's steps are there, as the ledger tells it. */
final class GraphValues {
  private final ProcessGraph graph;

  GraphValues(ProcessGraph graph) {
    this.graph = graph;
  }

  /** Whether the one value of a step is there. */
  boolean available(int step, TaskLedger ledger) {
    return ledger.completed(step);
  }

  /** How many values a step has, as far as known. */
  int width(int step, TaskLedger ledger) {
    return switch (graph.step(step)) {
      case Step.Task task when task.many() -> width(task.source(), ledger);
      case Step.Child child when child.many() -> width(child.source(), ledger);
      case Step.Combine combine when combine.many() -> width(combine.left(), ledger);
      case Step.Dag dag -> ledger.planWidth(dag.id());
      case Step.FanOut fanOut -> ledger.doneCount(fanOut.id());
      default -> 1;
    };
  }

  /** The index up to which, from {@code from} on, all values of a step are there or missing. */
  int prefix(int step, int from, TaskLedger ledger) {
    if (!graph.step(step).many()) {
      return available(step, ledger) ? 1 : 0;
    }
    return Math.max(from, Math.min(ledger.firstOpen(step, from), width(step, ledger)));
  }

  /** Whether a step lies in branches that are taken and bodies whose round has begun alone. */
  boolean reached(Step step, GraphState state, TaskLedger ledger) {
    for (Step.Guard guard = step.node().guard();
        guard != null;
        guard = graph.step(guard.step()).node().guard()) {
      boolean open =
          switch (guard) {
            case Step.Branch branch -> {
              GraphState.Progress choice = state.steps[branch.choice()];
              yield choice.decided && choice.side == branch.side();
            }
            case Step.Body body -> ledger.completed(body.entry());
          };
      if (!open) {
        return false;
      }
    }
    return true;
  }
}
