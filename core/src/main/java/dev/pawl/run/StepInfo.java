package dev.pawl.run;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.Step.Guard;
import java.util.List;
import java.util.Optional;

/**
 * What the log keeps of a step, so that a run can be shown without its definition.
 *
 * @param kind as {@link dev.pawl.graph.Step#kind}
 * @param sources ids of the steps that it uses
 * @param onWorkers whether workers run tasks for it
 * @param guard the branch or body that it lies in
 */
public record StepInfo(
    String name,
    String kind,
    List<Integer> sources,
    boolean many,
    boolean onWorkers,
    Optional<Guard> guard) {
  public StepInfo {
    sources = List.copyOf(sources);
  }

  /** A step that lies in no branch or body. */
  public StepInfo(
      String name, String kind, List<Integer> sources, boolean many, boolean onWorkers) {
    this(name, kind, sources, many, onWorkers, Optional.empty());
  }

  /** Whether it has tasks: on workers, or as runs of another process. */
  public boolean hasTasks() {
    return onWorkers || runsChildren();
  }

  /** Whether its tasks are runs of another process. */
  public boolean runsChildren() {
    return kind.equals(Step.Child.KIND);
  }

  /** Whether its value is that of a signal. */
  public boolean awaitsSignal() {
    return kind.equals(Step.Await.KIND);
  }

  public static List<StepInfo> of(ProcessGraph graph) {
    return graph.steps().stream()
        .map(step ->
            new StepInfo(
                step.name(),
                step.kind(),
                step.sources(),
                step.many(),
                step.onWorkers(),
                Optional.ofNullable(step.node().guard())))
        .toList();
  }
}
