package dev.pawl.spine;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Orders of several lines, each of which is a run of its own. */
final class Orders implements ProcessDefinition<Orders.Order, Orders.Total> {
  /** Whether lines of bad articles fail. */
  static final AtomicBoolean STRICT = new AtomicBoolean(true);

  /**
   * What is ordered.
   *
   * @param bad the number of a line that fails while {@link #STRICT}; -1 for none
   * @param letters of text that each line is given when it is packed
   */
  record Order(int lines, int bad, int letters) {
    Order(int lines, int bad) {
      this(lines, bad, 0);
    }

    List<Line> list() {
      return IntStream.range(0, lines).mapToObj(i -> new Line(i, i == bad, letters, "")).toList();
    }
  }

  record Line(int number, boolean bad, int letters, String text) {}

  record Total(long sum, int count) {}

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public One<Total> define(Graph graph, One<Order> order) {
    Many<Line> lines = graph.fanOut("lines", Line.class, order, Order::list);
    Many<Line> done = graph.run("line", OrderLine.class, lines);
    return graph.task("total", Add.class, graph.all(done));
  }

  /** One line of an order. */
  static final class OrderLine implements ProcessDefinition<Line, Line> {
    @Override
    public String name() {
      return "order-line";
    }

    @Override
    public One<Line> define(Graph graph, One<Line> line) {
      return graph.task("pack", Pack.class, graph.task("pick", Pack.class, line));
    }
  }

  static final class Pack implements TaskHandler<Line, Line> {
    @Override
    public Line handle(Line line, TaskContext context) {
      if (line.bad() && STRICT.get()) {
        throw new PermanentFailure("line " + line.number() + " is bad");
      }
      return new Line(line.number() + 1, line.bad(), line.letters(), "x".repeat(line.letters()));
    }
  }

  static final class Add implements TaskHandler<List<Line>, Total> {
    @Override
    public Total handle(List<Line> lines, TaskContext context) {
      return new Total(lines.stream().mapToLong(Line::number).sum(), lines.size());
    }
  }
}
