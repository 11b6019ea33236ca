package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.Gathering;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.InputForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of one run's steps, read from its log. */
final class Values {
  private final RunId run;
  private final ProcessGraph graph;
  private final TaskLedger ledger;
  private final EventReader reader;

  /** The event that was read last: neighbours mostly lie in one, and are asked for in turn. */
  private @Nullable RunEvent lastRead;

  private long lastPosition;

  Values(RunId run, ProcessGraph graph, TaskLedger ledger, EventReader reader) {
    this.run = run;
    this.graph = graph;
    this.ledger = ledger;
    this.reader = reader;
  }

  /** A value and how it is to be read. */
  record Value(InputForm form, byte[] json) {
    static Value of(byte[] json) {
      return new Value(InputForm.VALUE, json);
    }
  }

  /** The value of a step at an index; index 0 where it has one. */
  Value of(int step, int index) {
    return switch (graph.step(step)) {
      case Step.All all -> list(all);
      case Step.Merge merge -> {
        RunEvent.BranchChosen chosen = (RunEvent.BranchChosen) event(merge.choice(), 0);
        yield of(chosen.side() ? merge.then() : merge.otherwise(), 0);
      }
      case Step.Entry entry when ledger.positionOf(step, 0) == 0 -> of(entry.source(), 0);
      case Step.Repeat repeat -> of(repeat.result(), 0);
      case Step _ -> Value.of(recorded(event(step, index), index));
    };
  }

  /** The input of a task. */
  Value input(int step, int index) {
    return switch (graph.step(step)) {
      case Step.Task task -> of(task.source(), task.many() ? index : 0);
      case Step.Dag dag -> Value.of(node(dag, index));
      case Step.Child child -> of(child.source(), child.many() ? index : 0);
      case Step.Transpose transpose -> of(transpose.source(), 0);
      case Step.Grouping grouping -> of(grouping.source(), 0);
      case Step.All all -> gathering(all, index);
      case Step other -> throw new IllegalStateException("step " + other.name() + " has no tasks");
    };
  }

  /** The JSON of {@link dev.pawl.graph.NodeInput}: a node, and the results of its parents. */
  private byte[] node(Step.Dag dag, int index) {
    RunEvent.Planned part = planned(dag, index);
    int place = index - part.first();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(ascii("{\"id\":"));
    json.writeBytes(part.ids().get(place));
    json.writeBytes(ascii(",\"value\":"));
    json.writeBytes(part.values().get(place));
    json.writeBytes(ascii(",\"parents\":{"));
    boolean first = true;
    for (int parent : part.parents().get(place)) {
      RunEvent.Planned of = planned(dag, parent);
      json.writeBytes(ascii(first ? "" : ","));
      json.writeBytes(of.ids().get(parent - of.first()));
      json.write(':');
      json.writeBytes(of(dag.id(), parent).json());
      first = false;
    }
    json.writeBytes(ascii("}}"));
    return json.toByteArray();
  }

  private RunEvent.Planned planned(Step.Dag dag, int index) {
    return (RunEvent.Planned) reader.read(run, ledger.planPosition(dag.id(), index));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many elements a list has, the missing ones included. */
  int width(Step.All all) {
    return ledger.doneCount(all.source()) + ledger.missing(all.source()).size();
  }

  private Value list(Step.All all) {
    int width = width(all);
    return Gathering.needed(width)
        ? new Value(
            InputForm.GATHERED,
            recorded(event(all.id(), Gathering.root(width)), Gathering.root(width)))
        : Value.of(array(all.source(), 0, width));
  }

  private Value gathering(Step.All all, int task) {
    Gathering.Inputs inputs = Gathering.inputs(width(all), task);
    byte[] json =
        inputs.leaf()
            ? array(all.source(), inputs.from(), inputs.to())
            : results(all.id(), inputs.from(), inputs.to());
    return new Value(inputs.leaf() ? InputForm.VALUE : InputForm.GATHERED, json);
  }

  /**
   * The JSON array of the values of a step from one index to below another; missing ones are left
   * out.
   */
  private byte[] array(int step, int from, int to) {
    return join(
        IntStream.range(from, to)
            .filter(index -> !ledger.isMissing(step, index))
            .mapToObj(index -> of(step, index).json()));
  }

  /** The JSON array of the results of tasks, from one index to below another. */
  private byte[] results(int step, int from, int to) {
    return join(IntStream.range(from, to).mapToObj(index -> recorded(event(step, index), index)));
  }

  private static byte[] join(Stream<byte[]> elements) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('[');
    elements.forEach(element -> {
      if (json.size() > 1) {
        json.write(',');
      }
      json.writeBytes(element);
    });
    json.write(']');
    return json.toByteArray();
  }

  private RunEvent event(int step, int index) {
    long position = ledger.positionOf(step, index);
    if (position == 0) {
      throw new IllegalStateException(
          "value " + step + "[" + index + "] of run " + run + " is not recorded");
    }
    RunEvent known = lastRead;
    if (known == null || position != lastPosition) {
      known = reader.read(run, position);
      lastRead = known;
      lastPosition = position;
    }
    return known;
  }

  private byte[] recorded(RunEvent event, int index) {
    return switch (event) {
      case RunEvent.RunStarted e -> e.input();
      case RunEvent.ResultsConfirmed e -> select(e.indexes(), e.results(), index);
      case RunEvent.FannedOut e -> e.values().get(index - e.first());
      case RunEvent.Combined e -> select(e.indexes(), e.values(), index);
      case RunEvent.Folded e -> e.accumulator();
      case RunEvent.SignalReceived e -> e.value();
      case RunEvent.RoundBegan e -> e.value();
      default ->
          throw new PortFailure.Corrupt(
              "run " + run + ": event " + event.getClass().getSimpleName() + " holds no value");
    };
  }

  private static byte[] select(IndexSet indexes, Payloads values, int index) {
    return values.get(indexes.rank(index));
  }
}
