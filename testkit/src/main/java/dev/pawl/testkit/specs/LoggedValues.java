package dev.pawl.testkit.specs;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskLedger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of a run's steps as JSON, read from a log in memory. Lists are whole, however long. */
final class LoggedValues {
  private final ProcessGraph graph;
  private final TaskLedger ledger;
  private final List<RunEvent> log;

  LoggedValues(ProcessGraph graph, Bench bench) {
    this.graph = graph;
    this.ledger = bench.ledger();
    this.log = bench.log();
  }

  /** The value of a step at an index. */
  byte[] of(int step, int index) {
    return switch (graph.step(step)) {
      case Step.All all -> list(all.source());
      case Step.Merge merge ->
          of(
              ((RunEvent.BranchChosen) event(merge.choice(), 0)).side()
                  ? merge.then()
                  : merge.otherwise(),
              0);
      case Step.Entry entry when ledger.positionOf(step, 0) == 0 -> of(entry.source(), 0);
      case Step.Repeat repeat -> of(repeat.result(), 0);
      case Step _ -> recorded(event(step, index), index);
    };
  }

  private byte[] list(int source) {
    int width = ledger.doneCount(source) + ledger.missing(source).size();
    String values =
        IntStream.range(0, width)
            .filter(index -> !ledger.isMissing(source, index))
            .mapToObj(index -> new String(of(source, index), StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return ("[" + values + "]").getBytes(StandardCharsets.UTF_8);
  }

  private RunEvent event(int step, int index) {
    return log.get(Math.toIntExact(ledger.positionOf(step, index)) - 1);
  }

  private static byte[] recorded(RunEvent event, int index) {
    return switch (event) {
      case RunEvent.RunStarted e -> e.input();
      case RunEvent.ResultsConfirmed e -> select(e.indexes(), e.results(), index);
      case RunEvent.FannedOut e -> e.values().get(index - e.first());
      case RunEvent.Combined e -> select(e.indexes(), e.values(), index);
      case RunEvent.Folded e -> e.accumulator();
      case RunEvent.SignalReceived e -> e.value();
      case RunEvent.RoundBegan e -> e.value();
      default ->
          throw new AssertionError(
              "a value should be in an event that holds values, found " + event);
    };
  }

  private static byte[] select(IndexSet indexes, Payloads values, int index) {
    return values.get(indexes.rank(index));
  }
}
