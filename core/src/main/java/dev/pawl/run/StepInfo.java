package dev.pawl.run;

import dev.pawl.graph.ProcessGraph;
import java.util.List;

/**
 * What the log keeps of a step, so that a run can be shown without its definition.
 *
 * @param kind as {@link dev.pawl.graph.Step#kind}
 * @param sources ids of the steps that it uses
 * @param onWorkers whether workers run tasks for it
 */
public record StepInfo(
    String name, String kind, List<Integer> sources, boolean many, boolean onWorkers) {
  public StepInfo {
    sources = List.copyOf(sources);
  }

  public static List<StepInfo> of(ProcessGraph graph) {
    return graph.steps().stream()
        .map(step ->
            new StepInfo(step.name(), step.kind(), step.sources(), step.many(), step.onWorkers()))
        .toList();
  }
}
