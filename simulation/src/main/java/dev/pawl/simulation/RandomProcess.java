package dev.pawl.simulation;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.ManyRun;
import dev.pawl.graph.ManyTask;
import dev.pawl.graph.One;
import dev.pawl.graph.OneTask;
import dev.pawl.graph.Partition;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A process whose graph is drawn from a seed: stages of fan-outs, element-wise chains, barriers,
 * folds, branches, shuffles, rounds and child runs.
 */
final class RandomProcess implements ProcessDefinition<Item, Item> {
  static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final long seed;
  private final int widest;
  private final int pools;
  private final Moods moods;
  private SplittableRandom random = new SplittableRandom(0);

  /** Whether a stage begins with a plan; drawn apart, so that other stages stay as they are. */
  private SplittableRandom plans = new SplittableRandom(0);

  /** Which steps are child runs; drawn apart too. */
  private SplittableRandom children = new SplittableRandom(0);

  private int number;

  /** Which values a former round went on without cannot be told afterwards. */
  private boolean repeating;

  /**
   * A process.
   *
   * @param widest how many values its first fan-out may have
   * @param pools how many pools its tasks may name
   * @param moods of its functions
   */
  RandomProcess(long seed, int widest, int pools, Moods moods) {
    this.seed = seed;
    this.widest = widest;
    this.pools = pools;
    this.moods = moods;
  }

  @Override
  public String name() {
    return "random-" + Long.toUnsignedString(seed);
  }

  @Override
  public One<Item> define(Graph graph, One<Item> input) {
    random = new SplittableRandom(seed);
    plans = new SplittableRandom(~seed);
    children = new SplittableRandom(Long.reverse(seed));
    number = 0;
    One<Item> one = signalled(graph, stage(graph, input, widest));
    for (int more = random.nextInt(3); more > 0; more--) {
      one =
          switch (random.nextInt(6)) {
            case 0 -> branches(graph, one);
            case 1, 2 -> rounds(graph, one);
            default -> stage(graph, one, 5);
          };
    }
    return one;
  }

  /** What is run as a child. */
  static final class Errand implements ProcessDefinition<Item, Item> {
    @Override
    public String name() {
      return "errand";
    }

    @Override
    public One<Item> define(Graph graph, One<Item> input) {
      Many<Item> parts =
          graph.fanOut(
              "parts", Item.class, input, item -> item.width(3), (item, i) -> item.mixed(i));
      Many<Item> mixed =
          graph
              .task("mix", Handlers.Mix.class, parts)
              .timeout(TIMEOUT)
              .backoff(Duration.ofMillis(300));
      return graph
          .task("sum", Handlers.Sum.class, graph.all(mixed))
          .timeout(TIMEOUT)
          .backoff(Duration.ofMillis(300));
    }
  }

  private String name(String kind) {
    return kind + number++;
  }

  private One<Item> stage(Graph graph, One<Item> input, int width) {
    One<Item> one =
        random.nextInt(3) == 0
            ? single(graph.task(name("task"), Handlers.Mix.class, input))
            : input;
    Many<Item> many = plans.nextInt(5) == 0 ? dag(graph, one) : fanOut(graph, one, width);
    if (random.nextInt(3) == 0) {
      many = chain(graph, many);
      many = graph.fanOut(name("nested"), Item.class, many, item -> items(item, item.width(3)));
    }
    many = chain(graph, many);
    if (width <= 6 && children.nextInt(repeating ? 2 : 4) == 0) {
      ManyRun<Item> errands = graph.run(name("errands"), Errand.class, many);
      many = children.nextInt(6) == 0 && !repeating ? errands.tolerate(0.4) : errands;
    }
    if (random.nextInt(4) == 0) {
      many = graph.combine(name("combine"), Item.class, many, one, this::mix);
    }
    return close(graph, many);
  }

  private Many<Item> fanOut(Graph graph, One<Item> one, int width) {
    return random.nextBoolean()
        ? graph.fanOut(name("listed"), Item.class, one, item -> items(item, item.width(width)))
        : graph.fanOut(
            name("counted"),
            Item.class,
            one,
            item -> moods.of(name(), () -> item.width(width)),
            (item, i) -> item.mixed(i));
  }

  private Many<Item> dag(Graph graph, One<Item> one) {
    One<Plan<Item>> plan =
        graph
            .task(name("plan"), Handlers.MakePlan.class, one)
            .timeout(TIMEOUT)
            .backoff(Duration.ofMillis(300))
            .pool(pool());
    return graph
        .dag(name("dag"), Handlers.Join.class, plan)
        .timeout(TIMEOUT)
        .backoff(Duration.ofMillis(300))
        .pool(pool());
  }

  private List<Item> items(Item item, int count) {
    return moods.listOf(name(), () -> IntStream.range(0, count).mapToObj(item::mixed).toList());
  }

  private Item mix(Item item, Item other) {
    return moods.of(name(), () -> item.mixed(other.value()));
  }

  private Many<Item> chain(Graph graph, Many<Item> many) {
    Many<Item> last = many;
    for (int more = random.nextInt(3); more > 0; more--) {
      last = each(graph.task(name("each"), Handlers.Mix.class, last));
    }
    return last;
  }

  private One<Item> close(Graph graph, Many<Item> many) {
    return switch (random.nextInt(5)) {
      case 0 -> fold(graph, many);
      case 1 ->
          graph.combine(name("both"), Item.class, fold(graph, many), sum(graph, many), this::mix);
      case 2 -> {
        Many<Handlers.Sliced> cut =
            graph.task(name("cut"), Handlers.Cut.class, many).timeout(TIMEOUT);
        Many<Partition> parts =
            graph.shuffle(name("shuffle"), cut, Handlers.PARTS, Handlers.Sliced::blob);
        yield sum(graph, each(graph.task(name("paste"), Handlers.Paste.class, parts)));
      }
      case 3 ->
          sum(
              graph,
              each(
                  graph.task(
                      name("weigh"),
                      Handlers.Weigh.class,
                      graph.groupBy(name("groups"), Long.class, many, item -> item.value() % 4))));
      default -> sum(graph, many);
    };
  }

  private One<Item> fold(Graph graph, Many<Item> many) {
    return graph.fold(name("fold"), Item.class, many, new Item(0), this::mix);
  }

  private One<Item> sum(Graph graph, Many<Item> many) {
    return single(graph.task(name("sum"), Handlers.Sum.class, graph.all(many)));
  }

  /** Now and then a value is mixed with that of a signal. */
  private One<Item> signalled(Graph graph, One<Item> one) {
    return random.nextInt(4) == 0
        ? graph.combine(
            name("signalled"),
            Item.class,
            one,
            graph.await(name("signal"), Item.class),
            (a, b) -> a.mixed(b.value()))
        : one;
  }

  /** What users send as a signal: the same each time, whoever sends it. */
  static Item signal(String name) {
    return new Item(name.hashCode() & 0xffff);
  }

  private One<Item> branches(Graph graph, One<Item> one) {
    return graph.when(
        name("when"),
        one,
        item -> moods.of(name(), () -> item.value() % 2 == 0),
        value -> signalled(graph, stage(graph, value, 3)),
        value ->
            graph.run(
                name("errand"),
                Errand.class,
                single(graph.task(name("otherwise"), Handlers.Mix.class, value))));
  }

  private One<Item> rounds(Graph graph, One<Item> one) {
    boolean nested = random.nextInt(3) == 0;
    boolean spare = children.nextInt(3) == 0;
    return graph.repeat(
        name("repeat"),
        one,
        1 + random.nextInt(4),
        value -> {
          repeating = true;
          One<Item> made = nested ? inner(graph, value) : stage(graph, value, 3);
          One<Item> result = spare ? maybeWith(graph, made, value) : made;
          repeating = false;
          return result;
        },
        item -> item.value() % 3 == 0);
  }

  /** A child run that one branch alone needs: the round may be over before it is. */
  private One<Item> maybeWith(Graph graph, One<Item> one, One<Item> value) {
    One<Item> spare = graph.run(name("spare"), Errand.class, value);
    return graph.when(
        name("when"),
        one,
        item -> item.value() % 4 == 0,
        v -> graph.combine(name("with"), Item.class, v, spare, this::mix),
        v -> graph.task(name("without"), Handlers.Mix.class, v).timeout(TIMEOUT));
  }

  private One<Item> inner(Graph graph, One<Item> value) {
    return branches(
        graph,
        graph.repeat(
            name("repeat"),
            value,
            2,
            v -> single(graph.task(name("task"), Handlers.Mix.class, v)),
            v -> v.value() % 2 == 0));
  }

  private OneTask<Item> single(OneTask<Item> task) {
    OneTask<Item> tried = task.timeout(TIMEOUT).backoff(Duration.ofMillis(300)).pool(pool());
    return random.nextInt(16) == 0 ? tried.failRun() : tried;
  }

  private ManyTask<Item> each(ManyTask<Item> task) {
    ManyTask<Item> tried = task.timeout(TIMEOUT).backoff(Duration.ofMillis(300)).pool(pool());
    return random.nextInt(6) == 0 && !repeating ? tried.tolerate(0.4) : tried;
  }

  private String pool() {
    return Workers.POOLS.get(random.nextInt(pools));
  }
}
