package dev.pawl.testkit.specs;

import dev.pawl.run.Evaluation;
import dev.pawl.run.RunCommand;
import java.util.List;

/** Calls the functions that a run waits for. */
@FunctionalInterface
public interface Functions {
  /** What a call came to, as commands in order; none where it is left open. */
  List<RunCommand> outcome(Evaluation evaluation, Bench bench);

  /** Functions that never answer, so that a spec can answer in their place. */
  static Functions silent() {
    return (_, _) -> List.of();
  }
}
