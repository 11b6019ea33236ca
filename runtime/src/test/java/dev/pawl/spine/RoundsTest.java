package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.run.RunEvent;
import dev.pawl.testkit.Acceptance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  record Point(long x) {}

  record Cluster(long centre, long sum, int count) {}

  record Centres(List<Long> places, int moves) {}

  /** Moves each centre into the middle of the points that are nearest to it, until none moves. */
  static final class Clusters implements ProcessDefinition<Centres, Centres> {
    private final int points;

    Clusters(int points) {
      this.points = points;
    }

    @Override
    public String name() {
      return "clusters";
    }

    @Override
    public One<Centres> define(Graph graph, One<Centres> begin) {
      Many<Point> all =
          graph.fanOut(
              "points",
              Point.class,
              begin,
              _ -> points,
              (_, index) -> new Point(index % 2 == 0 ? index : 10_000 + index));
      return graph.repeat(
          "settle",
          begin,
          20,
          centres -> {
            Many<Near> near =
                graph.combine("near", Near.class, all, centres, (point, c) -> nearest(point, c));
            Many<Group<Long, Near>> groups =
                graph.groupBy("by centre", Long.class, near, Near::centre);
            Many<Cluster> moved = graph.task("middle", Middle.class, groups);
            One<Centres> found =
                graph.fold(
                    "found",
                    Centres.class,
                    moved,
                    new Centres(List.of(), 0),
                    (sum, cluster) -> with(sum, cluster));
            return found;
          },
          centres -> centres.moves() == 0);
    }

    private static Near nearest(Point point, Centres centres) {
      long best = centres.places().get(0);
      for (long centre : centres.places()) {
        best = Math.abs(point.x() - centre) < Math.abs(point.x() - best) ? centre : best;
      }
      return new Near(point.x(), best);
    }

    private static Centres with(Centres sum, Cluster cluster) {
      long middle = cluster.sum() / cluster.count();
      List<Long> places = new ArrayList<>(sum.places());
      places.add(middle);
      return new Centres(places, sum.moves() + (middle == cluster.centre() ? 0 : 1));
    }
  }

  record Near(long x, long centre) {}

  static final class Middle implements TaskHandler<Group<Long, Near>, Cluster> {
    @Override
    public Cluster handle(Group<Long, Near> group, TaskContext context) {
      long sum = group.values().stream().mapToLong(Near::x).sum();
      return new Cluster(group.key(), sum, group.values().size());
    }
  }

  @Test
  @Acceptance({"P02", "P20"})
  void roundsOfGroupsGoOnUntilNothingMoves() throws InterruptedException {
    Box box = new Box(new Clusters(2_500));

    box.start("r1", new Centres(List.of(0L, 1L), 1));
    box.settle();

    assertThat(result(box)).isEqualTo("{\"places\":[1249,11250],\"moves\":0}");
    assertThat(box.events("r1").stream().filter(RunEvent.RoundBegan.class::isInstance))
        .hasSizeGreaterThan(1);
  }

  @Test
  @Acceptance({"P09", "M06"})
  void anotherOrchestratorGoesOnInTheMiddleOfARound() throws InterruptedException {
    Box box = new Box(new Clusters(40));
    box.begin("r1", new Centres(List.of(0L, 1L), 1));

    for (int i = 0; i < 2_000 && !(box.last("r1") instanceof RunEvent.RunCompleted); i++) {
      box.stepOnce();
      if (i % 5 == 0) {
        box.restart();
      }
    }

    assertThat(result(box)).isEqualTo("{\"places\":[19,10020],\"moves\":0}");
  }

  /** Counts up by one task in each round. */
  static final class Counting implements ProcessDefinition<Point, Point> {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public One<Point> define(Graph graph, One<Point> begin) {
      return graph.repeat(
          "count",
          begin,
          1_000_000,
          value -> graph.task("next", Next.class, value),
          value -> value.x() >= 2_000);
    }
  }

  static final class Next implements TaskHandler<Point, Point> {
    @Override
    public Point handle(Point point, TaskContext context) {
      return new Point(context.round() == point.x() ? point.x() + 1 : -1_000_000);
    }
  }

  @Test
  void eachRoundKnowsItsNumberAndHasOneTaskOfItsOwn() throws InterruptedException {
    Box box = new Box(new Counting());

    box.start("r1", new Point(0));
    box.settle();

    assertThat(result(box)).isEqualTo("{\"x\":2000}");
    assertThat(box.events("r1").stream().filter(RunEvent.ResultsConfirmed.class::isInstance))
        .hasSize(2_000);
  }

  /** Its rounds give lists that are too long for the predicate. */
  static final class Lists implements ProcessDefinition<Point, Point> {
    @Override
    public String name() {
      return "lists";
    }

    @Override
    public One<Point> define(Graph graph, One<Point> begin) {
      One<List<Point>> few = graph.all(points(graph, "few", begin, 3));
      One<List<Point>> last =
          graph.repeat(
              "lists",
              few,
              3,
              list -> {
                One<Point> size = graph.task("size", Size.class, list);
                return graph.all(points(graph, "many", size, 1_001));
              },
              list -> list.size() > 5_000);
      return graph.task("last", Size.class, last);
    }

    private static Many<Point> points(Graph graph, String name, One<Point> source, int count) {
      return graph.fanOut(name, Point.class, source, _ -> count, (_, index) -> new Point(index));
    }
  }

  static final class Size implements TaskHandler<List<Point>, Point> {
    @Override
    public Point handle(List<Point> list, TaskContext context) {
      return new Point(list.size());
    }
  }

  @Test
  @Acceptance("P21")
  void aListThatWasGatheredIntoBlobsCannotBeAskedAboutAndParksItsRun() throws InterruptedException {
    Box box = new Box(new Lists());

    box.start("r1", new Point(0));
    box.settle();

    assertThat(box.last("r1"))
        .isInstanceOfSatisfying(
            RunEvent.RunParked.class,
            parked -> assertThat(parked.reason()).contains("more than 1000 elements"));
  }

  private static String result(Box box) {
    return new String(((RunEvent.RunCompleted) box.last("r1")).result(), StandardCharsets.UTF_8);
  }
}
