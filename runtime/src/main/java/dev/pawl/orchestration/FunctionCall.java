package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.PlanReader;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.*;
import dev.pawl.spi.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls of one step's function, with values in and out as JSON. Made on the orchestrator's thread,
 * run on another. The commands that come out belong together, in order.
 */
final class FunctionCall {
  /** So many values go into one event. */
  private static final int VALUES_PER_EVENT = 4_096;

  /** A counted fan-out makes so many values at one call; more follow at the next. */
  private static final int VALUES_PER_CALL = 16 * VALUES_PER_EVENT;

  private final ProcessGraph graph;
  private final Codec codec;
  private final FunctionLimits limits;
  private final int round;
  private final LongSupplier time;

  FunctionCall(
      ProcessGraph graph, Codec codec, FunctionLimits limits, int round, LongSupplier time) {
    this.round = round;
    this.graph = graph;
    this.codec = codec;
    this.limits = limits;
    this.time = time;
  }

  /** An element of the source and its value. */
  record Element(int index, byte[] json) {}

  /**
   * Fans out elements of the source.
   *
   * @param ordinal how many values of the first element are made already
   * @param first the index of the next value
   * @param upTo the element after the last, missing ones at the end counted in
   */
  Supplier<List<RunCommand>> fanOut(
      Step.FanOut step, List<Element> elements, int ordinal, int first, int upTo) {
    return switch (step.expansion()) {
      case Step.Expansion.Listed listed -> () -> fanOutListed(step, listed, elements, first, upTo);
      case Step.Expansion.Counted counted ->
          () -> fanOutCounted(step, counted, elements.get(0), ordinal, first);
    };
  }

  private List<RunCommand> fanOutListed(
      Step.FanOut step, Step.Expansion.Listed listed, List<Element> elements, int first, int upTo) {
    List<byte[]> values = new ArrayList<>();
    for (Element element : elements) {
      List<?> made = listed.function().apply(decode(step.source(), element));
      requireWidth(step, (long) first + values.size() + made.size());
      for (Object value : made) {
        values.add(encode(step, value));
      }
    }
    List<RunCommand> commands = new ArrayList<>();
    int parent = elements.isEmpty() ? upTo : elements.get(0).index();
    for (int from = 0; from + VALUES_PER_EVENT < values.size(); from += VALUES_PER_EVENT) {
      List<byte[]> part = values.subList(from, from + VALUES_PER_EVENT);
      commands.add(
          new RecordFanOut(
              time.getAsLong(),
              step.id(),
              round,
              first + from,
              Payloads.of(part),
              parent,
              from + VALUES_PER_EVENT));
    }
    int done = commands.size() * VALUES_PER_EVENT;
    commands.add(
        new RecordFanOut(
            time.getAsLong(),
            step.id(),
            round,
            first + done,
            Payloads.of(values.subList(done, values.size())),
            upTo,
            0));
    return commands;
  }

  private List<RunCommand> fanOutCounted(
      Step.FanOut step, Step.Expansion.Counted counted, Element element, int ordinal, int first) {
    Object source = decode(step.source(), element);
    int count = counted.count().applyAsInt(source);
    if (count < 0) {
      throw new IllegalArgumentException("a count should not be negative, found " + count);
    }
    requireWidth(step, (long) first + count - ordinal);
    int end = Math.min(count, ordinal + VALUES_PER_CALL);
    List<RunCommand> commands = new ArrayList<>();
    int from = ordinal;
    do {
      int to = Math.min(end, from + VALUES_PER_EVENT);
      List<byte[]> values = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) {
        values.add(encode(step, counted.element().apply(source, i)));
      }
      boolean last = to == count;
      commands.add(
          new RecordFanOut(
              time.getAsLong(),
              step.id(),
              round,
              first + from - ordinal,
              Payloads.of(values),
              last ? element.index() + 1 : element.index(),
              last ? 0 : to));
      from = to;
    } while (from < end);
    return commands;
  }

  private void requireWidth(Step.FanOut step, long width) {
    if (width > limits.values()) {
      throw new IllegalArgumentException(
          "fan-out '"
              + step.name()
              + "' should have at most "
              + limits.values()
              + " values, found "
              + width);
    }
  }

  Supplier<List<RunCommand>> combine(
      Step.Combine step, IndexSet indexes, List<Element> left, byte[] right) {
    return () -> {
      Object other = codec.decode(right, graph.step(step.right()).type());
      List<byte[]> values = new ArrayList<>();
      for (Element element : left) {
        values.add(encode(step, step.function().apply(decode(step.left(), element), other)));
      }
      return List.of(
          new RecordCombined(time.getAsLong(), step.id(), round, indexes, Payloads.of(values)));
    };
  }

  /** Folds elements; {@code accumulator} is empty before the first. */
  Supplier<List<RunCommand>> fold(
      Step.Fold step, int from, int upTo, byte[] accumulator, List<Element> elements) {
    return () -> {
      Object value = accumulator.length == 0 ? step.zero() : codec.decode(accumulator, step.type());
      for (Element element : elements) {
        value = step.function().apply(value, decode(step.source(), element));
      }
      return List.of(
          new RecordFold(time.getAsLong(), step.id(), round, from, upTo, encode(step, value)));
    };
  }

  /** Reads the plan of a dag, from its first node that is not recorded on. */
  Supplier<List<RunCommand>> plan(Step.Dag step, byte[] json, int first) {
    return () -> new PlanReader(graph, codec).read(step, round, json, first, time.getAsLong());
  }

  Supplier<List<RunCommand>> choice(Step.Choice step, byte[] json) {
    return () -> {
      Object value = codec.decode(json, graph.step(step.source()).type());
      boolean side = step.predicate().test(value);
      return List.of(new RecordChoice(time.getAsLong(), step.id(), round, side));
    };
  }

  /** Asks whether the result of a round is enough; else the next round begins with its bytes. */
  Supplier<List<RunCommand>> until(Step.Repeat step, byte[] json) {
    return () -> {
      boolean enough = step.until().test(codec.decode(json, graph.step(step.result()).type()));
      return List.of(new RecordRound(time.getAsLong(), step.id(), round, enough, json));
    };
  }

  private Object decode(int source, Element element) {
    return codec.decode(element.json(), graph.step(source).type());
  }

  private byte[] encode(Step step, Object value) {
    byte[] json = codec.encode(value, step.type());
    int limit = step.many() ? limits.elementBytes() : limits.oneBytes();
    if (json.length > limit) {
      throw new IllegalArgumentException(
          "a value of step '"
              + step.name()
              + "' should have at most "
              + limit
              + " bytes as JSON, found "
              + json.length
              + "; larger data belongs in a blob");
    }
    return json;
  }
}
