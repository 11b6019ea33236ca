package dev.pawl.graph;

import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A definition's graph, drawn and checked. Immutable.
 *
 * <p>The check throws {@link GraphException} where a name is used twice or malformed, a step's
 * value is used by nobody, or a type cannot be written and read.
 */
public final class ProcessGraph {
  private static final Pattern DEFINITION_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
  private static final Pattern STEP_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}");

  private final ProcessDefinition<?, ?> definition;
  private final List<Step> steps;
  private final List<List<Integer>> consumers;
  private final int result;
  private final String digest;

  private ProcessGraph(ProcessDefinition<?, ?> definition, List<Step> steps, int result) {
    this.definition = definition;
    this.steps = List.copyOf(steps);
    this.result = result;
    this.consumers = GraphCheck.consumers(this.steps);
    this.digest = digest(this.steps, result);
  }

  /** Draws and checks the graph of a definition. */
  public static <I, O> ProcessGraph of(ProcessDefinition<I, O> definition) {
    return of(definition, new Nesting());
  }

  static <I, O> ProcessGraph of(ProcessDefinition<I, O> definition, Nesting nesting) {
    if (!DEFINITION_NAME.matcher(definition.name()).matches()) {
      throw new GraphException(
          "the name of "
              + definition.getClass().getName()
              + " should be like my-process-1, found '"
              + definition.name()
              + "'");
    }
    if (definition.version() < 1) {
      throw new GraphException(
          "the version of '"
              + definition.name()
              + "' should be 1 or more, found "
              + definition.version());
    }
    Graph graph = new Graph(nesting);
    One<I> input = graph.input(Types.arguments(definition.getClass(), ProcessDefinition.class)[0]);
    nesting.enter(definition);
    try {
      int result = graph.idOf(definition.define(graph, input));
      GraphCheck.check(graph.steps(), result, STEP_NAME);
      return new ProcessGraph(definition, graph.steps(), result);
    } catch (GraphException | PortFailure.Invalid e) {
      throw new GraphException(
          "process '"
              + definition.name()
              + "' version "
              + definition.version()
              + ": "
              + e.getMessage(),
          e);
    } finally {
      nesting.leave();
    }
  }

  /** Checks that all values can be written and read by a codec. */
  public ProcessGraph checkTypes(Codec codec) {
    for (Step step : steps) {
      try {
        codec.check(step.type());
        switch (step) {
          case Step.Task task when grouping(task.source()).isEmpty() ->
              codec.check(inputType(task));
          case Step.Dag dag -> codec.check(inputType(dag));
          case Step.Grouping grouping -> codec.check(grouping.key());
          default -> {}
        }
        if (step instanceof Step.Child child) {
          child.process().checkTypes(codec);
        }
      } catch (PortFailure.Invalid e) {
        throw new GraphException(
            "process '"
                + name()
                + "': the values of step '"
                + step.name()
                + "' cannot be written as JSON: "
                + e.getMessage(),
            e);
      }
    }
    return this;
  }

  public ProcessDefinition<?, ?> definition() {
    return definition;
  }

  public String name() {
    return definition.name();
  }

  public int version() {
    return definition.version();
  }

  /** All steps; a step's id is its place. */
  public List<Step> steps() {
    return steps;
  }

  public Step step(int id) {
    return steps.get(id);
  }

  /** The step of a name. */
  public Optional<Step> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** Ids of the steps that use a step's values. */
  public List<Integer> consumers(int id) {
    return consumers.get(id);
  }

  /** The step whose value is the run's result. */
  public int result() {
    return result;
  }

  /** Type of the run's result. */
  public Type resultType() {
    return steps.get(result).type();
  }

  /** The processes that it runs as children, each once. */
  public List<ProcessGraph> children() {
    return steps.stream()
        .filter(Step.Child.class::isInstance)
        .map(step -> ((Step.Child) step).process())
        .distinct()
        .toList();
  }

  /** Whether the result may be a list that is gathered into blobs. */
  boolean mayGiveGathered() {
    return mayBeGathered(result);
  }

  private boolean mayBeGathered(int id) {
    return switch (steps.get(id)) {
      case Step.All _ -> true;
      case Step.Merge merge -> mayBeGathered(merge.then()) || mayBeGathered(merge.otherwise());
      default -> false;
    };
  }

  /** Type of the run's input. */
  public Type inputType() {
    return steps.get(0).type();
  }

  /**
   * The type that a task's handler declares for its input; the source's type may be a subtype of
   * it.
   */
  public Type inputType(Step.Task task) {
    Type declared = Types.handlerTypes(task.handler()).input();
    Type given =
        grouping(task.source()).map(Step.Grouping::group).orElse(steps.get(task.source()).type());
    return declared == Object.class ? given : declared;
  }

  /** The grouping whose groups are the values of a step, where they are. */
  public Optional<Step.Grouping> grouping(int step) {
    return Optional.ofNullable(GraphCheck.grouping(steps, step));
  }

  /** The type that the handler of a dag takes: {@link NodeInput} of two types. */
  public Type inputType(Step.Dag dag) {
    return Types.handlerTypes(dag.handler()).input();
  }

  /** The type of what a node of a dag's plan is about. */
  public Type nodeType(Step.Dag dag) {
    return Types.nodeType(steps.get(dag.source()).type());
  }

  /**
   * Changes when steps, their order, names, kinds, handlers, types, numbers of parts or versions of
   * children change; not with settings or the code of functions.
   */
  public String digest() {
    return digest;
  }

  private static String digest(List<Step> steps, int result) {
    StringBuilder text = new StringBuilder("result ").append(result);
    for (Step step : steps) {
      text.append('\n')
          .append(step.id())
          .append('|')
          .append(step.kind())
          .append('|')
          .append(step.name());
      switch (step) {
        case Step.Task task -> text.append('|').append(task.handler().getName());
        case Step.Dag dag -> text.append('|').append(dag.handler().getName());
        case Step.Child child ->
            text.append('|')
                .append(child.process().name())
                .append('|')
                .append(child.process().version());
        case Step.Transpose transpose -> text.append('|').append(transpose.parts());
        case Step.Grouping grouping ->
            text.append('|')
                .append(grouping.key().getTypeName())
                .append('|')
                .append(grouping.element().getTypeName());
        case Step.Merge merge -> text.append('|').append(merge.choice());
        case Step.Repeat repeat -> text.append('|').append(repeat.entry());
        case Step.Entry _,
            Step.Input _,
            Step.FanOut _,
            Step.All _,
            Step.Fold _,
            Step.Combine _,
            Step.Choice _,
            Step.Await _ -> {}
      }
      text.append('|')
          .append(step.sources())
          .append('|')
          .append(step.many())
          .append('|')
          .append(step.type().getTypeName());
      switch (step.node().guard()) {
        case null -> {}
        case Step.Branch branch ->
            text.append('|').append(branch.choice()).append('=').append(branch.side());
        case Step.Body body -> text.append("|round ").append(body.entry());
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
