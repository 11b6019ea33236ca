package dev.pawl.run;

import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.graph.Step.Guard;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which signals a run awaits, from what the log keeps of its steps and the branches that were
 * chosen. Changed only by {@link RunState#evolve}.
 */
final class Signals {
  private final List<StepInfo> steps;
  private final int[] awaits;
  private final BitSet sides = new BitSet();

  Signals(List<StepInfo> steps) {
    this.steps = steps;
    this.awaits =
        IntStream.range(0, steps.size()).filter(id -> steps.get(id).awaitsSignal()).toArray();
  }

  /** A choice was made; that it was, its value in the ledger tells. */
  void chosen(int choice, boolean side) {
    sides.set(choice, side);
  }

  /** The step that awaits a signal of this name, or -1. */
  int step(String name) {
    return IntStream.of(awaits)
        .filter(id -> steps.get(id).name().equals(name))
        .findFirst()
        .orElse(-1);
  }

  /** The names of all signals of the run, come or not. */
  List<String> names() {
    return IntStream.of(awaits).mapToObj(id -> steps.get(id).name()).toList();
  }

  /**
   * Steps that wait for their signal now: none whose branch is not taken, or not taken yet, or
   * whose round has not begun.
   */
  List<Integer> open(TaskLedger ledger) {
    return IntStream.of(awaits)
        .filter(id -> !ledger.isDone(id, 0) && reached(id, ledger))
        .boxed()
        .toList();
  }

  private boolean reached(int step, TaskLedger ledger) {
    return guards(step)
        .allMatch(guard ->
            switch (guard) {
              case Branch branch -> ledger.isDone(branch.choice(), 0) && taken(branch);
              case Body body -> ledger.completed(body.entry());
            });
  }

  /** Whether a step lies in a branch that the run did not take. */
  boolean excluded(int step, TaskLedger ledger) {
    return guards(step)
        .anyMatch(guard ->
            guard instanceof Branch branch && ledger.isDone(branch.choice(), 0) && !taken(branch));
  }

  private boolean taken(Branch branch) {
    return sides.get(branch.choice()) == branch.side();
  }

  private Stream<Guard> guards(int step) {
    return Stream.iterate(
            steps.get(step).guard(),
            Optional::isPresent,
            guard -> steps.get(guard.orElseThrow().step()).guard())
        .map(Optional::orElseThrow);
  }
}
