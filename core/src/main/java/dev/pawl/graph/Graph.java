package dev.pawl.graph;

import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.graph.Step.Expansion;
import dev.pawl.graph.Step.Guard;
import dev.pawl.graph.Step.Node;
import dev.pawl.spi.BlobRef;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Draws the steps of a process. Each method adds one step (a few add two) and gives a stand-in for
 * its values.
 *
 * <p>Functions given here must be pure and quick: they see metadata only, run on the orchestrator's
 * side under limits of time and output, and what they return is recorded. One that throws, loops or
 * returns too much parks its run, which goes on with mended code. Work belongs in a {@link
 * TaskHandler}.
 *
 * <p>Names are unique within a process. Not safe for use by several threads, and of no use after
 * {@code define} returned.
 */
public final class Graph {
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Guard guard;

  private final Nesting nesting;

  Graph(Nesting nesting) {
    this.nesting = nesting;
  }

  /** One task of a handler. */
  public <I, O> OneTask<O> task(
      String name, Class<? extends TaskHandler<? super I, O>> handler, One<I> input) {
    Type result = Types.handlerTypes(handler).result();
    return new Handle.OneTaskHandle<>(
        this, addTask(name, handler, idOf(input), false, result), result);
  }

  /** One task of a handler for each element; each begins as soon as its element is there. */
  public <I, O> ManyTask<O> task(
      String name, Class<? extends TaskHandler<? super I, O>> handler, Many<I> inputs) {
    Type result = Types.handlerTypes(handler).result();
    return new Handle.ManyTaskHandle<>(
        this, addTask(name, handler, idOf(inputs), true, result), result);
  }

  /**
   * One task of a handler for each node of a plan; each begins as soon as the results of its own
   * parents are there, and gets them. The results are in the order of the plan's nodes.
   *
   * <p>A plan with a cycle, with an id that is there twice, or with a parent that is not there ends
   * the run as failed.
   */
  public <N, R> ManyTask<R> dag(
      String name, Class<? extends TaskHandler<NodeInput<N, R>, R>> handler, One<Plan<N>> plan) {
    Type result = Types.handlerTypes(handler).result();
    Node node = node(name, true, result);
    int id = add(new Step.Dag(node, idOf(plan), handler, policy(handler, true)));
    return new Handle.ManyTaskHandle<>(this, id, result);
  }

  /**
   * The result of a run of another process, which is begun with the value as its input. It is a run
   * of its own, that is listed, paused, retried and drawn like any other; it ends with this one. A
   * child run that fails, is cancelled or cannot go on leaves its task here in quarantine, until it
   * completes after all or another is tried.
   *
   * @param definition a class with a constructor without arguments; its code comes with this one's
   */
  public <I, O> OneRun<O> run(
      String name, Class<? extends ProcessDefinition<I, O>> definition, One<I> input) {
    ProcessGraph process = nesting.child(definition);
    Type result = process.resultType();
    return new Handle.OneRunHandle<>(
        this, addChild(name, process, idOf(input), false, result), result);
  }

  /**
   * The results of runs of another process, one for each element; each begins as soon as its
   * element is there, at most 256 at a time.
   *
   * @see #run(String, Class, One)
   */
  public <I, O> ManyRun<O> run(
      String name, Class<? extends ProcessDefinition<I, O>> definition, Many<I> inputs) {
    ProcessGraph process = nesting.child(definition);
    Type result = process.resultType();
    return new Handle.ManyRunHandle<>(
        this, addChild(name, process, idOf(inputs), true, result), result);
  }

  /** As many values as the function returns for the source's value; none is fine. */
  public <T, U> Many<U> fanOut(
      String name,
      Class<U> type,
      One<T> source,
      Function<? super T, ? extends List<? extends U>> function) {
    return fanOut(
        name, type, idOf(source), new Expansion.Listed(value -> function.apply(cast(value))));
  }

  /**
   * For each element as many values as the function returns, ordered by element and then by place
   * in its list.
   */
  public <T, U> Many<U> fanOut(
      String name,
      Class<U> type,
      Many<T> source,
      Function<? super T, ? extends List<? extends U>> function) {
    return fanOut(
        name, type, idOf(source), new Expansion.Listed(value -> function.apply(cast(value))));
  }

  /**
   * As many values as {@code count} says; {@code element} makes each of them from the source's
   * value and its index.
   */
  public <T, U> Many<U> fanOut(
      String name,
      Class<U> type,
      One<T> source,
      ToIntFunction<? super T> count,
      BiFunction<? super T, Integer, ? extends U> element) {
    return fanOut(
        name,
        type,
        idOf(source),
        new Expansion.Counted(
            value -> count.applyAsInt(cast(value)),
            (value, index) -> element.apply(cast(value), index)));
  }

  /**
   * Waits for all values, and gives them as a list in the order of their indexes. Beyond {@value
   * Step.All#LARGEST_INLINE} values the list is gathered into blobs and may only be used by a task,
   * whose handler reads it piece by piece.
   */
  public <T> One<List<T>> all(Many<T> source) {
    Handle many = handle(source);
    Type type = Types.listOf(many.type);
    for (Step step : steps) {
      if (step instanceof Step.All known
          && known.source() == many.id
          && reaches(known.node().guard())) {
        return new Handle.OneHandle<>(this, step.id(), type);
      }
    }
    Node node = node("all(" + steps.get(many.id).name() + ")" + place(), false, type);
    return new Handle.OneHandle<>(this, add(new Step.All(node, many.id)), type);
  }

  /**
   * Applies a function to an accumulator and each value, in the order of their indexes, as they
   * come.
   */
  public <T, A> One<A> fold(
      String name,
      Class<A> type,
      Many<T> source,
      A zero,
      BiFunction<? super A, ? super T, ? extends A> function) {
    Node node = node(name, false, type);
    Step step =
        new Step.Fold(node, idOf(source), zero, (a, value) -> function.apply(cast(a), cast(value)));
    return new Handle.OneHandle<>(this, add(step), type);
  }

  /** A function of each element and one other value. */
  public <A, B, C> Many<C> combine(
      String name,
      Class<C> type,
      Many<A> many,
      One<B> one,
      BiFunction<? super A, ? super B, ? extends C> function) {
    return new Handle.ManyHandle<>(
        this, addCombine(name, true, type, idOf(many), idOf(one), function), type);
  }

  /** A function of two values. */
  public <A, B, C> One<C> combine(
      String name,
      Class<C> type,
      One<A> left,
      One<B> right,
      BiFunction<? super A, ? super B, ? extends C> function) {
    return new Handle.OneHandle<>(
        this, addCombine(name, false, type, idOf(left), idOf(right), function), type);
  }

  /** What tells a step from one of the same source that lies elsewhere. */
  private String place() {
    return switch (guard) {
      case null -> "";
      case Branch branch -> " " + steps.get(branch.choice()).name() + "=" + branch.side();
      case Body body -> " " + steps.get(body.entry()).name();
    };
  }

  /** Whether a step with such a guard is there whenever one that is drawn now is. */
  private boolean reaches(@Nullable Guard other) {
    return other == null || GraphCheck.within(steps, guard, other);
  }

  /**
   * Exchanges data between tasks: each value names one combined blob of {@code parts} slices (see
   * {@link dev.pawl.shuffle.CombinedWriter}); when all are there, each partition is the same slice
   * of every blob. The function runs on a worker.
   */
  public <T> Many<Partition> shuffle(
      String name, Many<T> source, int parts, Function<? super T, BlobRef> combined) {
    if (parts < 1 || parts > 100_000) {
      throw new GraphException(
          "shuffle '" + name + "' should have 1 to 100000 parts, found " + parts);
    }
    One<List<T>> list = all(source);
    int manifest =
        add(
            new Step.Transpose(
                node(name + "/manifest", false, BlobRef.class),
                idOf(list),
                parts,
                value -> combined.apply(cast(value))));
    return fanOut(
        name,
        Partition.class,
        new Handle.OneHandle<BlobRef>(this, manifest, BlobRef.class),
        ref -> parts,
        Partition::new);
  }

  /**
   * Waits for all values and puts those together that the function gives the same key: groups in
   * the order in which their keys first appeared, the values of each in the order of their indexes.
   * Keys are the same where their JSON is, and have at most {@value Step.Grouping#LARGEST_KEY}
   * bytes of it. No values make no groups. The function runs on a worker, and so does whatever
   * takes the groups: they may only go to a {@code task}.
   */
  public <K, T> Many<Group<K, T>> groupBy(
      String name, Class<K> key, Many<T> source, Function<? super T, ? extends K> function) {
    Type element = handle(source).type;
    One<List<T>> list = all(source);
    int index =
        add(
            new Step.Grouping(
                node(name + "/groups", false, Group.Index.class),
                idOf(list),
                key,
                element,
                value -> function.apply(cast(value))));
    int groups =
        idOf(
            fanOut(
                name,
                Group.Reference.class,
                new Handle.OneHandle<Group.Index>(this, index, Group.Index.class),
                Group.Index::groups,
                (made, number) -> new Group.Reference(made.blob(), number)));
    return new Handle.ManyHandle<>(this, groups, Types.groupOf(key, element));
  }

  /**
   * The value of the signal of this name, which a user sends with {@code pawl signal RUN NAME}. It
   * may arrive at any time from the run's start; the first one counts, in each round of a repeat
   * anew. A run that waits for nothing but signals is not stalled.
   */
  public <T> One<T> await(String name, Class<T> type) {
    return new Handle.OneHandle<>(this, add(new Step.Await(node(name, false, type))), type);
  }

  /** Goes one of two ways, by a value; the steps of the other way never run. */
  public <T, R> One<R> when(
      String name,
      One<T> source,
      Predicate<? super T> predicate,
      Function<One<T>, One<R>> then,
      Function<One<T>, One<R>> otherwise) {
    Handle from = handle(source);
    int choice =
        add(
            new Step.Choice(
                node(name, false, Boolean.class), from.id, value -> predicate.test(cast(value))));
    Handle taken = handle(inside(new Branch(choice, true), source, then));
    Handle other = handle(inside(new Branch(choice, false), source, otherwise));
    if (!taken.type.equals(other.type)) {
      throw new GraphException(
          "both branches of '"
              + name
              + "' should give the same type, found "
              + taken.type.getTypeName()
              + " and "
              + other.type.getTypeName());
    }
    int merge =
        add(new Step.Merge(node(name + "/merge", false, taken.type), choice, taken.id, other.id));
    return new Handle.OneHandle<>(this, merge, taken.type);
  }

  /**
   * Does something again and again: the body's steps run with the source's value, then with their
   * own result, until the predicate holds for the result of a round, or {@code max} rounds are over
   * (1 to 1,000,000). The last result is the value.
   *
   * <p>The body is drawn once. It may use values from outside, which are the same in each round;
   * outside, its steps cannot be used. What a round of it did not need is given up when the round
   * is over. A value that was gathered into blobs cannot be given to the predicate.
   */
  public <T> One<T> repeat(
      String name,
      One<T> source,
      int max,
      Function<One<T>, One<T>> body,
      Predicate<? super T> until) {
    if (max < 1 || max > Step.Repeat.MOST_ROUNDS) {
      throw new GraphException(
          "repeat '"
              + name
              + "' should have 1 to "
              + Step.Repeat.MOST_ROUNDS
              + " rounds, found "
              + max);
    }
    Handle from = handle(source);
    int entry = add(new Step.Entry(node(name + "/round", false, from.type), from.id));
    Handle result =
        handle(inside(new Body(entry), new Handle.OneHandle<T>(this, entry, from.type), body));
    if (!from.type.equals(result.type)) {
      throw new GraphException(
          "a round of '"
              + name
              + "' should give the type that it takes, "
              + from.type.getTypeName()
              + ", found "
              + result.type.getTypeName());
    }
    int repeat =
        add(
            new Step.Repeat(
                node(name, false, from.type),
                entry,
                result.id,
                max,
                value -> until.test(cast(value))));
    return new Handle.OneHandle<>(this, repeat, from.type);
  }

  /** Draws steps that run only at times. */
  private <T, R> One<R> inside(Guard inner, One<T> source, Function<One<T>, One<R>> draw) {
    Guard outer = guard;
    guard = inner;
    try {
      return draw.apply(source);
    } finally {
      guard = outer;
    }
  }

  private <U> Many<U> fanOut(String name, Class<U> type, int source, Expansion expansion) {
    return new Handle.ManyHandle<>(
        this, add(new Step.FanOut(node(name, true, type), source, expansion)), type);
  }

  private int addTask(
      String name,
      Class<? extends TaskHandler<?, ?>> handler,
      int source,
      boolean many,
      Type result) {
    return add(new Step.Task(node(name, many, result), source, handler, policy(handler, many)));
  }

  private static TaskPolicy policy(Class<? extends TaskHandler<?, ?>> handler, boolean many) {
    TaskPolicy policy = many ? TaskPolicy.DEFAULT_OF_MANY : TaskPolicy.DEFAULT;
    return policy.withSpeculative(!handler.isAnnotationPresent(ExternalEffects.class));
  }

  private int addChild(String name, ProcessGraph process, int source, boolean many, Type result) {
    TaskPolicy policy = many ? TaskPolicy.DEFAULT_OF_MANY : TaskPolicy.DEFAULT;
    return add(new Step.Child(node(name, many, result), source, process, policy));
  }

  private <A, B, C> int addCombine(
      String name,
      boolean many,
      Class<C> type,
      int left,
      int right,
      BiFunction<? super A, ? super B, ? extends C> function) {
    return add(
        new Step.Combine(
            node(name, many, type), left, right, (a, b) -> function.apply(cast(a), cast(b))));
  }

  /** The stand-in of the input; makes step 0. */
  <I> One<I> input(Type type) {
    return new Handle.OneHandle<>(this, add(new Step.Input(node("input", false, type))), type);
  }

  List<Step> steps() {
    return steps;
  }

  void changePolicy(int id, UnaryOperator<TaskPolicy> change) {
    TaskPolicy policy = change.apply(steps.get(id).policy());
    switch (steps.get(id)) {
      case Step.Task task ->
          steps.set(id, new Step.Task(task.node(), task.source(), task.handler(), policy));
      case Step.Dag dag ->
          steps.set(id, new Step.Dag(dag.node(), dag.source(), dag.handler(), policy));
      case Step.Child child ->
          steps.set(id, new Step.Child(child.node(), child.source(), child.process(), policy));
      case Step step ->
          throw new IllegalStateException("step '" + step.name() + "' has no settings");
    }
  }

  int idOf(Object value) {
    return handle(value).id;
  }

  private Handle handle(Object value) {
    if (value instanceof Handle handle && handle.graph == this) {
      return handle;
    }
    throw new GraphException(
        "a step should use values of its own graph, found one of another graph");
  }

  private Node node(String name, boolean many, Type type) {
    return new Node(steps.size(), name, many, type, guard);
  }

  private int add(Step step) {
    steps.add(step);
    return step.id();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
