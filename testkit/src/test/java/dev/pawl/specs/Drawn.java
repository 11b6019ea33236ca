package dev.pawl.specs;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.ManyTask;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A process of numbers, drawn by a function. Its handlers are never run: specs say what they
 * return.
 */
record Drawn(String name, BiFunction<Graph, One<Integer>, One<Integer>> drawing)
    implements ProcessDefinition<Integer, Integer> {
  @Override
  public One<Integer> define(Graph graph, One<Integer> input) {
    return drawing.apply(graph, input);
  }

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
      return input.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Catalog, as many shards as it says, a forecast of each, and a report on all. */
  static Drawn forecast() {
    return forecast(task -> task.retries(2).backoff(Duration.ofSeconds(10)));
  }

  /** The same with settings of the forecasts. */
  static Drawn forecast(UnaryOperator<ManyTask<Integer>> settings) {
    return new Drawn(
        "forecast",
        (graph, input) -> {
          Many<Integer> shards = numbers(graph, "shards", graph.task("catalog", Work.class, input));
          return graph.task(
              "report",
              Sum.class,
              graph.all(settings.apply(graph.task("forecast", Work.class, shards))));
        });
  }

  /** 0, 1, 2 … below the source's value. */
  static Many<Integer> numbers(Graph graph, String name, One<Integer> source) {
    return graph.fanOut(
        name, Integer.class, source, count -> IntStream.range(0, count).boxed().toList());
  }

  /** The same for each value of the source. */
  static Many<Integer> numbers(Graph graph, String name, Many<Integer> source) {
    return graph.fanOut(
        name, Integer.class, source, count -> IntStream.range(0, count).boxed().toList());
  }
}
