package dev.pawl.benchmarks;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.Decision;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Orchestration;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.ConfirmResults;
import dev.pawl.run.RunCommand.RecordFanOut;
import dev.pawl.run.RunCommand.Start;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunState;
import dev.pawl.run.StepInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The aggregate of one run of a graph, with the commands that the benchmarks give it. One thread at
 * a time.
 *
 * @param <S> what the orchestration keeps
 */
final class Aggregate<S> {
  /** Values of a fan-out that one command brings, as the orchestrator does it. */
  static final int VALUES_PER_EVENT = 4_096;

  private static final long TIME = 1_767_225_600_000L;
  private static final long NONCE = 0x5eed_5eed_5eed_5eedL;
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final RunDecider<S> decider;
  private final RunState<S> state;

  private Aggregate(Orchestration<S> orchestration) {
    this.decider = new RunDecider<>(orchestration);
    this.state = decider.initialState();
  }

  static Aggregate<?> of(ProcessGraph graph) {
    Orchestration<?> orchestration = new GraphOrchestration(graph);
    return new Aggregate<>(orchestration);
  }

  /** Decides commands one after the other; gives the number of events. */
  long handle(List<? extends RunCommand> commands) {
    long events = 0;
    for (RunCommand command : commands) {
      Decision decision = decider.handle(state, command);
      if (!decision.rejections().isEmpty()) {
        throw new IllegalStateException("refused: " + decision.rejections());
      }
      events += decision.events().size();
    }
    return events;
  }

  void evolve(RunEvent event) {
    decider.evolve(state, event);
  }

  int confirmed(int step) {
    return state.doneCount(step);
  }

  int scheduled(int step) {
    return state.scheduledCount(step);
  }

  static Start start(ProcessGraph graph) {
    RunStarted started =
        new RunStarted(
            TIME,
            graph.name(),
            graph.version(),
            graph.digest(),
            "benchmarks",
            StepInfo.of(graph),
            "digest",
            EMPTY);
    return new Start(TIME, started);
  }

  /** What a fan-out of the run's input into so many elements leads to. */
  static List<RecordFanOut> fanOut(int step, int width) {
    List<RecordFanOut> commands = new ArrayList<>();
    for (int first = 0; first < width; first += VALUES_PER_EVENT) {
      int end = Math.min(width, first + VALUES_PER_EVENT);
      boolean last = end == width;
      commands.add(
          new RecordFanOut(
              TIME,
              step,
              0,
              first,
              results(end - first, EMPTY.length),
              last ? 1 : 0,
              last ? 0 : end));
    }
    return commands;
  }

  /** Results of all tasks of a step, in order, so many with each command. */
  static List<ConfirmResults> confirmations(int step, int width, int batch) {
    List<ConfirmResults> commands = new ArrayList<>();
    for (int first = 0; first < width; first += batch) {
      int end = Math.min(width, first + batch);
      commands.add(confirmation(step, IndexSet.range(first, end), EMPTY.length));
    }
    return commands;
  }

  static ConfirmResults confirmation(int step, IndexSet indexes, int bytes) {
    return new ConfirmResults(
        TIME, step, 0, indexes, List.of(), NONCE, results(indexes.size(), bytes), 1_000, 10);
  }

  /** Values of so many bytes each: an empty record, or one with a text in it. */
  static Payloads results(int count, int bytes) {
    byte[] value = EMPTY;
    if (bytes > EMPTY.length) {
      value = new byte[bytes];
      Arrays.fill(value, (byte) 'x');
      byte[] before = "{\"text\":\"".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(before, 0, value, 0, before.length);
      value[bytes - 2] = '"';
      value[bytes - 1] = '}';
    }
    byte[] all = new byte[count * value.length];
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(value, 0, all, i * value.length, value.length);
      ends[i] = (i + 1) * value.length;
    }
    return new Payloads(all, ends);
  }

  /** The id of a step, by its name. */
  static int step(ProcessGraph graph, String name) {
    return graph.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
