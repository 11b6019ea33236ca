package dev.pawl.processing;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.GraphException;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.Codec;
import dev.pawl.wire.Message.TaskBatch;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the code for the tasks of a batch, and makes each handler once. Safe for use by many
 * threads.
 */
final class StepCatalog {
  private final Definitions definitions;
  private final HandlerFactory factory;
  private final Codec codec;
  private final long groupMemory;
  private final InputReader inputs;
  private final ResultLimit results;
  private final Map<Class<?>, TaskHandler<?, ?>> handlers = new ConcurrentHashMap<>();
  private final Map<Key, PreparedStep> prepared = new ConcurrentHashMap<>();

  /** A step with its code. */
  record PreparedStep(String name, TaskPolicy policy, StepCode code) {}

  private record Key(String definition, int version, String digest, int step) {}

  /**
   * A catalog without prepared steps.
   *
   * @param groupMemory about how many bytes a grouping task may take
   */
  StepCatalog(
      Definitions definitions,
      HandlerFactory factory,
      Codec codec,
      int largestMessage,
      long groupMemory) {
    this.definitions = definitions;
    this.factory = factory;
    this.codec = codec;
    this.groupMemory = groupMemory;
    this.inputs = new InputReader(codec);
    this.results = new ResultLimit(codec, largestMessage);
  }

  /** The step of a batch; where it is not at hand, one whose tasks fail and say what was needed. */
  PreparedStep find(TaskBatch batch) {
    Key key = new Key(batch.definition(), batch.version(), batch.digest(), batch.step());
    PreparedStep known = prepared.get(key);
    if (known != null) {
      return known;
    }
    Optional<ProcessGraph> graph =
        definitions.find(key.definition, key.version).map(Definitions.Loaded::graph);
    if (graph.isEmpty()
        || !graph.get().digest().equals(key.digest)
        || !runs(graph.get(), key.step)) {
      return failing(
          "step " + key.step,
          "this worker cannot run step "
              + key.step
              + " of process '"
              + key.definition
              + "' version "
              + key.version
              + " with graph "
              + key.digest
              + "; it has loaded "
              + loaded());
    }
    Step step = graph.get().step(key.step);
    try {
      PreparedStep made = new PreparedStep(step.name(), step.policy(), code(graph.get(), step));
      prepared.put(key, made);
      return made;
    } catch (RuntimeException | LinkageError e) {
      return failing(step.name(), "the handler of step '" + step.name() + "' cannot be made: " + e);
    }
  }

  private StepCode code(ProcessGraph graph, Step step) {
    return switch (step) {
      case Step.Task task ->
          new HandlerCode(task, handler(task.handler()), input(graph, task), results);
      case Step.Dag dag -> {
        Type type = graph.inputType(dag);
        yield new HandlerCode(
            dag,
            handler(dag.handler()),
            (input, context) -> inputs.read(input, type, context),
            results);
      }
      case Step.All all -> new GatherCode(all, codec);
      case Step.Transpose transpose ->
          new TransposeCode(transpose, graph.step(transpose.source()).type(), inputs, results);
      case Step.Grouping grouping -> new GroupCode(grouping, inputs, results, groupMemory);
      case Step.Input _,
          Step.Child _,
          Step.FanOut _,
          Step.Fold _,
          Step.Combine _,
          Step.Choice _,
          Step.Merge _,
          Step.Await _,
          Step.Entry _,
          Step.Repeat _ ->
          throw new GraphException("step '" + step.name() + "' has no tasks");
    };
  }

  private HandlerCode.Input input(ProcessGraph graph, Step.Task task) {
    Type type = graph.inputType(task);
    return graph
        .grouping(task.source())
        .<HandlerCode.Input>map(
            grouping -> (input, context) -> inputs.readGroup(input, grouping, context))
        .orElse((input, context) -> inputs.read(input, type, context));
  }

  private TaskHandler<?, ?> handler(Class<? extends TaskHandler<?, ?>> type) {
    return handlers.computeIfAbsent(type, _ -> factory.create(type));
  }

  private static boolean runs(ProcessGraph graph, int step) {
    return step >= 0 && step < graph.steps().size() && graph.step(step).onWorkers();
  }

  private static PreparedStep failing(String name, String reason) {
    return new PreparedStep(name, TaskPolicy.DEFAULT, StepCode.failing(FailureKind.ERROR, reason));
  }

  private String loaded() {
    String list =
        String.join(
            ", ",
            definitions.all().stream()
                .map(one ->
                    "'"
                        + one.graph().name()
                        + "' version "
                        + one.graph().version()
                        + " with graph "
                        + one.graph().digest())
                .toList());
    return list.isEmpty() ? "none" : list;
  }
}
