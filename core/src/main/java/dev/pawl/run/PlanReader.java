package dev.pawl.run;

import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.RunCommand.RecordPlan;
import dev.pawl.run.RunCommand.RefusePlan;
import dev.pawl.run.RunEvent.Planned;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the plan of a dag, for an {@link Evaluation.Plan}. Safe for use by many threads.
 *
 * @param codec reads and writes what the nodes are about
 */
public record PlanReader(ProcessGraph graph, Codec codec) {
  private static final int NODES_PER_EVENT = 4_096;

  /** What all results that a node gets may have together, so that they fit a message. */
  private static final int INPUT_BYTES = 64 << 20;

  /**
   * What a plan comes to, as commands in order: its nodes in parts, or one that says why it cannot
   * be carried out.
   *
   * @param round of the dag, see {@link Orchestration#round}
   * @param json the plan
   * @param first the first node that is not recorded
   * @param time of the commands
   * @throws PortFailure.Invalid where the JSON is not that of the plan's type
   */
  public List<RunCommand> read(Step.Dag step, int round, byte[] json, int first, long time) {
    Plan<?> plan = (Plan<?>) codec.decode(json, graph.step(step.source()).type());
    PlanCheck check = new PlanCheck(plan, INPUT_BYTES / step.policy().resultLimit());
    if (check.problem().isPresent()) {
      String reason = "the plan of dag '" + step.name() + "' should " + check.problem().get();
      return List.of(new RefusePlan(time, step.id(), round, reason));
    }
    Type type = graph.nodeType(step);
    int total = plan.nodes().size();
    List<RunCommand> commands = new ArrayList<>();
    int from = first;
    do {
      int to = Math.min(total, from + NODES_PER_EVENT);
      List<byte[]> ids = new ArrayList<>(to - from);
      List<byte[]> values = new ArrayList<>(to - from);
      for (Plan.Node<?> node : plan.nodes().subList(from, to)) {
        ids.add(codec.encode(node.id(), String.class));
        values.add(codec.encode(node.value(), type));
      }
      commands.add(
          new RecordPlan(
              time,
              round,
              new Planned(
                  time,
                  step.id(),
                  from,
                  total,
                  Payloads.of(ids),
                  Payloads.of(values),
                  check.parents().part(from, to))));
      from = to;
    } while (from < total);
    return commands;
  }
}
