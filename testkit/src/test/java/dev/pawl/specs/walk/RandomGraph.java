package dev.pawl.specs.walk;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A process of up to a dozen steps of all kinds, drawn from a seed. */
record RandomGraph(long seed, double tolerated) implements ProcessDefinition<Integer, Integer> {
  /** A number of a number. */
  static final class Work implements TaskHandler<Integer, Integer> {
    @Override
    public Integer handle(Integer input, TaskContext context) {
      return input;
    }
  }

  /** A number of numbers. */
  static final class Sum implements TaskHandler<List<Integer>, Integer> {
    @Override
    public Integer handle(List<Integer> input, TaskContext context) {
      return input.size();
    }
  }

  /** A number of a group of numbers. */
  static final class Weigh implements TaskHandler<Group<Integer, Integer>, Integer> {
    @Override
    public Integer handle(Group<Integer, Integer> input, TaskContext context) {
      return input.values().size();
    }
  }

  /** A plan of a number. */
  static final class MakePlan implements TaskHandler<Integer, Plan<Integer>> {
    @Override
    public Plan<Integer> handle(Integer input, TaskContext context) {
      return new Plan<>(List.of());
    }
  }

  /** A number of a node. */
  static final class Join implements TaskHandler<NodeInput<Integer, Integer>, Integer> {
    @Override
    public Integer handle(NodeInput<Integer, Integer> input, TaskContext context) {
      return input.value();
    }
  }

  /** What is run as a child; its run is never walked, as its result is that of a task. */
  static final class Child implements ProcessDefinition<Integer, Integer> {
    @Override
    public String name() {
      return "child";
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.task("work", Work.class, input);
    }
  }

  @Override
  public String name() {
    return "random-" + seed;
  }

  @Override
  public One<Integer> define(Graph graph, One<Integer> input) {
    return new Drawing(graph, new Random(seed), tolerated).draw(input);
  }

  private static final class Drawing {
    private final Graph graph;
    private final Random random;
    private final double tolerated;
    private final List<One<Integer>> ones = new ArrayList<>();
    private final List<Many<Integer>> manys = new ArrayList<>();
    private final Set<Object> unused = new LinkedHashSet<>();
    private int named;

    Drawing(Graph graph, Random random, double tolerated) {
      this.graph = graph;
      this.random = random;
      this.tolerated = tolerated;
    }

    One<Integer> draw(One<Integer> input) {
      one(input);
      many(Drawing.fan(graph, name("fan"), input));
      int steps = 2 + random.nextInt(9);
      for (int i = 0; i < steps; i++) {
        add();
      }
      One<Integer> result =
          one(graph.combine(name("result"), Integer.class, take(ones), take(ones), Drawing::mix));
      for (Object open = nextUnused(result); open != null; open = nextUnused(result)) {
        One<Integer> next = open instanceof Many<?> many ? fold(cast(many)) : castOne(open);
        unused.remove(open);
        unused.remove(next);
        unused.remove(result);
        result = one(graph.combine(name("result"), Integer.class, result, next, Drawing::mix));
      }
      return result;
    }

    private Object nextUnused(One<Integer> result) {
      return unused.stream().filter(value -> value != result).findFirst().orElse(null);
    }

    private void add() {
      switch (random.nextInt(15)) {
        case 0 -> one(graph.task(name("task"), Work.class, take(ones)));
        case 1, 2 ->
            many(
                graph
                    .task(name("tasks"), Work.class, take(manys))
                    .retries(random.nextInt(4))
                    .backoff(Duration.ofMillis(random.nextInt(3) * 500L))
                    .tolerate(tolerated));
        case 3 -> many(fan(graph, name("fan"), take(ones)));
        case 4 ->
            many(
                graph.fanOut(
                    name("fans"),
                    Integer.class,
                    take(manys),
                    value -> IntStream.range(0, Math.floorMod(value, 3)).boxed().toList()));
        case 5 ->
            many(
                graph.combine(name("pairs"), Integer.class, take(manys), take(ones), Drawing::mix));
        case 6 -> one(fold(take(manys)));
        case 7 -> one(graph.task(name("sum"), Sum.class, graph.all(take(manys))));
        case 8 ->
            many(
                graph.task(
                    name("weigh"),
                    Weigh.class,
                    graph.groupBy(name("groups"), Integer.class, take(manys), value -> value % 3)));
        case 9 -> one(signal());
        case 10 -> {
          One<Plan<Integer>> plan = graph.task(name("plan"), MakePlan.class, take(ones));
          many(
              graph
                  .dag(name("dag"), Join.class, plan)
                  .retries(random.nextInt(4))
                  .backoff(Duration.ofMillis(random.nextInt(3) * 500L)));
        }
        case 11 -> one(rounds());
        case 12 -> one(graph.run(name("run"), Child.class, take(ones)));
        case 13 -> many(graph.run(name("runs"), Child.class, take(manys)).tolerate(tolerated));
        default -> one(choice());
      }
    }

    private One<Integer> signal() {
      return graph.await(name("signal"), Integer.class);
    }

    private One<Integer> choice() {
      Many<Integer> elements = take(manys);
      return graph.when(
          name("choice"),
          take(ones),
          value -> value % 2 == 0,
          value ->
              graph.combine(
                  name("then"),
                  Integer.class,
                  value,
                  graph.task(
                      name("inner"),
                      Sum.class,
                      graph.all(graph.task(name("inners"), Work.class, elements))),
                  Drawing::mix),
          value ->
              graph.when(
                  name("choice"),
                  value,
                  v -> v > 1,
                  v ->
                      graph.combine(
                          name("signalled"),
                          Integer.class,
                          graph.task(name("task"), Work.class, v),
                          signal(),
                          Drawing::mix),
                  v -> fold(elements)));
    }

    /**
     * Elements from outside, an inner repeat, and a task that one branch alone needs; tasks or
     * child runs.
     */
    private One<Integer> rounds() {
      Many<Integer> elements = take(manys);
      One<Integer> outside = take(ones);
      int most = 1 + random.nextInt(4);
      boolean children = random.nextInt(3) == 0;
      return graph.repeat(
          name("repeat"),
          take(ones),
          most,
          value -> {
            One<Integer> spare =
                children
                    ? graph.run(name("spare"), Child.class, value)
                    : graph.task(name("spare"), Work.class, value);
            One<Integer> folded =
                fold(
                    children
                        ? graph.run(name("each"), Child.class, elements)
                        : graph.task(name("each"), Work.class, elements));
            One<Integer> inner =
                graph.repeat(
                    name("inner"),
                    graph.combine(name("both"), Integer.class, value, folded, Drawing::mix),
                    2,
                    v -> graph.task(name("task"), Work.class, v),
                    v -> v % 3 == 0);
            return graph.when(
                name("choice"),
                inner,
                v -> v % 2 == 0,
                v -> graph.combine(name("with"), Integer.class, v, spare, Drawing::mix),
                v -> graph.combine(name("without"), Integer.class, v, outside, Drawing::mix));
          },
          v -> v % 5 == 0);
    }

    private One<Integer> fold(Many<Integer> values) {
      return graph.fold(name("fold"), Integer.class, values, 1, Drawing::mix);
    }

    private static Many<Integer> fan(Graph graph, String name, One<Integer> source) {
      return graph.fanOut(
          name,
          Integer.class,
          source,
          value -> Math.floorMod(value, 7),
          (value, index) -> value + index);
    }

    private static int mix(int left, int right) {
      return Math.floorMod(31 * left + right, 1009);
    }

    private String name(String kind) {
      return kind + named++;
    }

    private <T> T take(List<T> values) {
      T taken = values.get(random.nextInt(values.size()));
      unused.remove(taken);
      return taken;
    }

    private One<Integer> one(One<Integer> value) {
      ones.add(value);
      unused.add(value);
      return value;
    }

    private void many(Many<Integer> value) {
      manys.add(value);
      unused.add(value);
    }

    @SuppressWarnings("unchecked")
    private static Many<Integer> cast(Many<?> many) {
      return (Many<Integer>) many;
    }

    @SuppressWarnings("unchecked")
    private static One<Integer> castOne(Object one) {
      return (One<Integer>) one;
    }
  }
}
