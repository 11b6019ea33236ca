package dev.pawl.testkit.specs;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.Evaluation;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.PlanReader;
import dev.pawl.run.RunCommand;
import dev.pawl.spi.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Calls the functions of a definition on the thread that asks; one that throws parks the run with
 * what it threw.
 */
public final class CalledFunctions implements Functions {
  private final ProcessGraph graph;
  private final Codec codec;

  public CalledFunctions(ProcessGraph graph, Codec codec) {
    this.graph = graph;
    this.codec = codec;
  }

  @Override
  public List<RunCommand> outcome(Evaluation evaluation, Bench bench) {
    try {
      LoggedValues values = new LoggedValues(graph, bench);
      if (evaluation instanceof Evaluation.Plan plan) {
        Step.Dag step = (Step.Dag) graph.step(plan.step());
        byte[] json = values.of(step.source(), 0);
        return new PlanReader(graph, codec)
            .read(step, plan.round(), json, plan.first(), bench.now());
      }
      return List.of(call(evaluation, bench, values));
    } catch (RuntimeException e) {
      return List.of(
          new RunCommand.Park(bench.now(), evaluation.step(), evaluation.round(), e.toString()));
    }
  }

  private RunCommand call(Evaluation evaluation, Bench bench, LoggedValues values) {
    int id = evaluation.step();
    return switch (evaluation) {
      case Evaluation.FanOut e -> {
        Step.FanOut step = (Step.FanOut) graph.step(id);
        List<Object> made = new ArrayList<>();
        there(bench, step.source(), e.parent(), e.upTo())
            .forEach(index ->
                made.addAll(expand(step.expansion(), decode(values, step.source(), index))));
        yield new RunCommand.RecordFanOut(
            bench.now(),
            id,
            e.round(),
            e.first(),
            encode(id, made.subList(e.ordinal(), made.size())),
            e.upTo(),
            0);
      }
      case Evaluation.Combine e -> {
        Step.Combine step = (Step.Combine) graph.step(id);
        Object right = decode(values, step.right(), 0);
        List<Object> made =
            list(
                e.indexes(),
                index -> step.function().apply(decode(values, step.left(), index), right));
        yield new RunCommand.RecordCombined(
            bench.now(), id, e.round(), e.indexes(), encode(id, made));
      }
      case Evaluation.Fold e -> {
        Step.Fold step = (Step.Fold) graph.step(id);
        Object[] accumulator = {
          bench.ledger().positionOf(id, 0) == 0 ? step.zero() : decode(values, id, 0)
        };
        there(bench, step.source(), e.from(), e.upTo())
            .forEach(index ->
                accumulator[0] =
                    step.function().apply(accumulator[0], decode(values, step.source(), index)));
        yield new RunCommand.RecordFold(
            bench.now(),
            id,
            e.round(),
            e.from(),
            e.upTo(),
            codec.encode(accumulator[0], step.type()));
      }
      case Evaluation.Choice e -> {
        Step.Choice step = (Step.Choice) graph.step(id);
        yield new RunCommand.RecordChoice(
            bench.now(), id, e.round(), step.predicate().test(decode(values, step.source(), 0)));
      }
      case Evaluation.Until e -> {
        byte[] result = values.of(e.result(), 0);
        Step.Repeat step = (Step.Repeat) graph.step(id);
        boolean enough = step.until().test(codec.decode(result, step.type()));
        yield new RunCommand.RecordRound(bench.now(), id, e.round(), enough, result);
      }
      case Evaluation.Plan _ -> throw new IllegalStateException("a plan is read, not called");
      case Evaluation.Result _ -> new RunCommand.RecordResult(bench.now(), values.of(id, 0));
    };
  }

  private static List<?> expand(Step.Expansion expansion, Object value) {
    return switch (expansion) {
      case Step.Expansion.Listed listed -> listed.function().apply(value);
      case Step.Expansion.Counted counted ->
          IntStream.range(0, counted.count().applyAsInt(value))
              .mapToObj(index -> counted.element().apply(value, index))
              .toList();
    };
  }

  private static IntStream there(Bench bench, int source, int from, int upTo) {
    return IntStream.range(from, upTo).filter(index -> !bench.ledger().isMissing(source, index));
  }

  private static List<Object> list(IndexSet indexes, IntFunction<Object> function) {
    List<Object> values = new ArrayList<>();
    indexes.forEach(index -> values.add(function.apply(index)));
    return values;
  }

  private Object decode(LoggedValues values, int step, int index) {
    return codec.decode(values.of(step, index), graph.step(step).type());
  }

  private Payloads encode(int step, List<Object> values) {
    return Payloads.of(
        values.stream().map(value -> codec.encode(value, graph.step(step).type())).toList());
  }
}
