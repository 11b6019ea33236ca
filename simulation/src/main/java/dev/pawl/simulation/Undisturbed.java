package dev.pawl.simulation;

import dev.pawl.graph.Group;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.orchestration.ChildIds;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a graph gives when nothing goes wrong but its poison: evaluated step by step, by the meaning
 * of the steps alone.
 */
final class Undisturbed {
  private final ProcessGraph graph;
  private final String run;
  private final Poisoned poison;
  private final Missing missing;
  private final int[] rounds;
  private final List<Column> columns = new ArrayList<>();
  private final Set<String> poisoned = new TreeSet<>();

  /** What stands for a value that the run goes on without, by a tolerance. */
  private static final Object NOTHING = new Object();

  /** Which values a run has gone on without. */
  interface Missing {
    boolean is(int step, int index);
  }

  /**
   * The values of a step.
   *
   * @param values null where one never comes, {@link #NOTHING} where the run goes on without it
   * @param closed whether there is none beyond these
   */
  private record Column(List<@Nullable Object> values, boolean closed) {
    static final Column NONE = new Column(List.of(), false);

    static Column one(@Nullable Object value) {
      return value == null ? NONE : new Column(List.of(value), true);
    }

    boolean whole() {
      return closed && values.stream().noneMatch(value -> value == null);
    }

    /** The values that are there. */
    List<@Nullable Object> present() {
      return values.stream().filter(value -> value != NOTHING).toList();
    }
  }

  /** Whether a task always fails. */
  interface Poisoned {
    boolean test(String run, String step, int index);
  }

  /** The groups of a {@code groupBy}. */
  private record Groups(List<Group<Long, Item>> list) {}

  /** The partitions of a shuffle, before the transposition. */
  private record Parts(List<Item> cut) {}

  private record Part(List<Item> cut, int index) {}

  /**
   * Evaluates a graph.
   *
   * @param run its id
   * @param missing which tasks were tolerated to fail
   */
  Undisturbed(ProcessGraph graph, String run, Item input, Poisoned poison, Missing missing) {
    this.graph = graph;
    this.run = run;
    this.poison = poison;
    this.missing = missing;
    this.rounds = new int[graph.steps().size()];
    graph.steps().forEach(_ -> columns.add(Column.NONE));
    columns.set(0, Column.one(input));
    evaluate(1, graph.steps().size());
  }

  private void evaluate(int from, int to) {
    for (Step step : graph.steps().subList(from, to)) {
      columns.set(
          step.id(),
          !reached(step)
              ? Column.NONE
              : step instanceof Step.Repeat repeat ? rounds(repeat) : column(step));
    }
  }

  /** The first round is evaluated already. */
  private Column rounds(Step.Repeat repeat) {
    Column result = columns.get(repeat.result());
    for (int round = 1;
        round < repeat.max() && result.whole() && !repeat.until().test(result.values.get(0));
        round++) {
      for (int step = repeat.entry(); step < repeat.id(); step++) {
        String tasks = step + "/";
        rounds[step]++;
        poisoned.removeIf(task -> task.startsWith(tasks));
      }
      columns.set(repeat.entry(), result);
      evaluate(repeat.entry() + 1, repeat.id());
      result = columns.get(repeat.result());
    }
    return result;
  }

  /** The result; null where poison keeps the run from it. */
  @Nullable Item result() {
    Column column = columns.get(graph.result());
    return column.whole() ? (Item) column.values.get(0) : null;
  }

  /** Poisonous tasks that the run comes to, as {@code step/index}. */
  Set<String> poisoned() {
    return Collections.unmodifiableSet(poisoned);
  }

  private boolean reached(Step step) {
    for (Step.Guard guard = step.node().guard();
        guard != null;
        guard = graph.step(guard.step()).node().guard()) {
      boolean open =
          switch (guard) {
            case Step.Branch branch ->
                Boolean.valueOf(branch.side()).equals(single(branch.choice()));
            case Step.Body body -> columns.get(body.entry()).whole();
          };
      if (!open) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object single(int step) {
    Column column = columns.get(step);
    return column.whole() ? column.values.get(0) : null;
  }

  private Column column(Step step) {
    return switch (step) {
      case Step.Input _ -> throw new IllegalStateException("there is one input");
      case Step.Await await -> Column.one(RandomProcess.signal(await.name()));
      case Step.Task task -> each(task, task.source(), (i, value) -> run(task, i, value));
      case Step.Child child -> each(child, child.source(), (i, value) -> child(child, i, value));
      case Step.Dag dag -> dag(dag);
      case Step.Transpose transpose ->
          Column.one(single(transpose.source()) instanceof List<?> list ? parts(list) : null);
      case Step.Grouping grouping ->
          Column.one(
              single(grouping.source()) instanceof List<?> list ? groups(grouping, list) : null);
      case Step.FanOut fanOut -> fanOut(fanOut, columns.get(fanOut.source()));
      case Step.All all ->
          Column.one(
              columns.get(all.source()).whole() ? columns.get(all.source()).present() : null);
      case Step.Fold fold -> fold(fold, columns.get(fold.source()));
      case Step.Combine combine ->
          combine(combine, columns.get(combine.left()), single(combine.right()));
      case Step.Choice choice ->
          Column.one(
              single(choice.source()) == null
                  ? null
                  : choice.predicate().test(single(choice.source())));
      case Step.Entry entry -> columns.get(entry.source());
      case Step.Repeat repeat -> columns.get(repeat.result());
      case Step.Merge merge -> {
        Object side = single(merge.choice());
        yield side == null
            ? Column.NONE
            : columns.get((boolean) side ? merge.then() : merge.otherwise());
      }
    };
  }

  /** What becomes of one value, at its index; null where nothing does. */
  private interface OfOne {
    @Nullable Object of(int index, @Nullable Object value);
  }

  private Column each(Step step, int from, OfOne function) {
    Column source = columns.get(from);
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < source.values.size(); i++) {
      values.add(
          source.values.get(i) == null || (!step.many() && !source.closed)
              ? null
              : function.of(i, source.values.get(i)));
    }
    return step.many()
        ? new Column(values, source.closed)
        : Column.one(values.isEmpty() ? null : values.get(0));
  }

  private @Nullable Object child(Step.Child child, int index, @Nullable Object input) {
    if (input == NOTHING) {
      return inherited(child, index);
    }
    if (missing.is(child.id(), index)) {
      poisoned.add(child.id() + "/" + index);
      return NOTHING;
    }
    if (!(input instanceof Item item)) {
      throw new IllegalStateException("step " + child.name() + " cannot take " + input);
    }
    ParentTask task = new ParentTask(new RunId(run), child.id(), rounds[child.id()], index, 1);
    String id = ChildIds.of(task).value();
    Item result = new Undisturbed(child.process(), id, item, poison, (_, _) -> false).result();
    if (result == null) {
      poisoned.add(child.id() + "/" + index);
    }
    return result;
  }

  /** Whatever order the nodes come in: each is made when it is asked for. */
  private Column dag(Step.Dag dag) {
    if (!(single(dag.source()) instanceof Plan<?> plan)) {
      return Column.NONE;
    }
    Map<String, Integer> places = new HashMap<>();
    plan.nodes().forEach(node -> places.put(node.id(), places.size()));
    @Nullable Item[] made = new Item[places.size()];
    boolean[] asked = new boolean[made.length];
    for (int place = 0; place < made.length; place++) {
      node(dag, plan, place, places, made, asked);
    }
    return new Column(new ArrayList<>(Arrays.asList(made)), true);
  }

  private @Nullable Item node(
      Step.Dag dag,
      Plan<?> plan,
      int place,
      Map<String, Integer> places,
      @Nullable Item[] made,
      boolean[] asked) {
    if (asked[place]) {
      return made[place];
    }
    asked[place] = true;
    Plan.Node<?> node = plan.nodes().get(place);
    Map<String, Item> parents = new LinkedHashMap<>();
    for (String parent : node.parents()) {
      Item item = node(dag, plan, Objects.requireNonNull(places.get(parent)), places, made, asked);
      if (item != null) {
        parents.put(parent, item);
      }
    }
    if (parents.size() == node.parents().size()) {
      if (poison.test(run, dag.name(), place)) {
        poisoned.add(dag.id() + "/" + place);
      } else {
        made[place] = Handlers.Join.of(new NodeInput<>(node.id(), (Item) node.value(), parents));
      }
    }
    return made[place];
  }

  private @Nullable Object run(Step.Task task, int index, @Nullable Object input) {
    if (input == NOTHING) {
      return inherited(task, index);
    }
    if (missing.is(task.id(), index)) {
      poisoned.add(task.id() + "/" + index);
      return NOTHING;
    }
    if (poison.test(run, task.name(), index)) {
      poisoned.add(task.id() + "/" + index);
      return null;
    }
    return switch (input) {
      case Item item when task.handler() == Handlers.Cut.class ->
          new Handlers.Sliced(new BlobRef("none", 0, "00000000"), item);
      case Item item when task.handler() == Handlers.MakePlan.class -> Handlers.MakePlan.of(item);
      case Item item -> Handlers.Mix.of(item);
      case Group<?, ?> group ->
          Handlers.Weigh.of(
              new Group<>(
                  (Long) group.key(), group.values().stream().map(Item.class::cast).toList()));
      case Part part -> Handlers.Paste.of(part.cut, part.index);
      case List<?> list -> Handlers.Sum.of(list.stream().map(Item.class::cast).toList());
      case null, default ->
          throw new IllegalStateException("step " + task.name() + " cannot take " + input);
    };
  }

  /** A value is missing when its step is complete, and not as soon as the one before it is. */
  private @Nullable Object inherited(Step step, int index) {
    return missing.is(step.id(), index) ? NOTHING : null;
  }

  private static Groups groups(Step.Grouping step, List<?> list) {
    Map<Long, List<Item>> groups = new LinkedHashMap<>();
    for (Object item : list) {
      groups
          .computeIfAbsent((Long) step.function().apply(item), _ -> new ArrayList<>())
          .add((Item) item);
    }
    List<Group<Long, Item>> made = new ArrayList<>();
    groups.forEach((key, items) -> made.add(new Group<>(key, items)));
    return new Groups(made);
  }

  private static Parts parts(List<?> cut) {
    return new Parts(cut.stream().map(one -> ((Handlers.Sliced) one).item()).toList());
  }

  private static Column fanOut(Step.FanOut step, Column source) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object value : source.values) {
      if (value == null) {
        return new Column(values, false);
      }
      if (value == NOTHING) {
        continue;
      }
      values.addAll(expand(step.expansion(), value));
    }
    return new Column(values, source.closed);
  }

  private static List<?> expand(Step.Expansion expansion, Object value) {
    return switch (expansion) {
      case Step.Expansion.Listed listed -> listed.function().apply(value);
      case Step.Expansion.Counted _ when value instanceof Groups groups -> groups.list;
      case Step.Expansion.Counted _ when value instanceof Parts parts ->
          IntStream.range(0, Handlers.PARTS).mapToObj(i -> new Part(parts.cut, i)).toList();
      case Step.Expansion.Counted counted ->
          IntStream.range(0, counted.count().applyAsInt(value))
              .mapToObj(i -> counted.element().apply(value, i))
              .toList();
    };
  }

  private static Column fold(Step.Fold step, Column source) {
    if (!source.whole()) {
      return Column.NONE;
    }
    Object sum = step.zero();
    for (Object value : source.present()) {
      sum = step.function().apply(sum, value);
    }
    return Column.one(sum);
  }

  private Column combine(Step.Combine step, Column left, @Nullable Object right) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object value : left.values) {
      values.add(
          value == NOTHING
              ? inherited(step, values.size())
              : value == null || right == null ? null : step.function().apply(value, right));
    }
    return step.many()
        ? new Column(values, left.closed)
        : Column.one(values.isEmpty() ? null : values.get(0));
  }
}
