package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.RunDecider;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.wire.EventCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * A run as its log tells it, without its code and without owning it. Not safe for use by several
 * threads.
 */
public final class RunHistory {
  private static final int READ = 1_024;

  private final RunId run;
  private final RunDecider<String> decider = new RunDecider<>(new LedgerOnly());
  private final RunState<String> state = decider.initialState();
  private final TreeMap<Integer, Timing> timings = new TreeMap<>();
  private final SecondAttempts seconds = new SecondAttempts();

  /** The last of each task. */
  private final LinkedHashMap<TaskKey, TaskQuarantined> quarantined = new LinkedHashMap<>();

  private final TreeMap<Integer, Boolean> branches = new TreeMap<>();
  private long tasks;
  private long firstTime;
  private long lastTime;
  private String detail = "";

  private record TaskKey(int step, int index) {}

  private RunHistory(RunId run) {
    this.run = run;
  }

  /**
   * How long a step took.
   *
   * @param firstMillis wall-clock time when its first task was scheduled, or its first value made
   * @param lastMillis wall-clock time of its last event
   * @param micros time that workers spent on results that count, of all tasks together
   * @param slowestMicros time of the slowest task
   * @param failures attempts that gave no result
   */
  public record Timing(
      long firstMillis, long lastMillis, long micros, long slowestMicros, int failures) {
    private Timing at(long time) {
      return new Timing(
          Math.min(firstMillis, time), Math.max(lastMillis, time), micros, slowestMicros, failures);
    }

    private Timing worked(long more, long slowest) {
      return new Timing(
          firstMillis, lastMillis, micros + more, Math.max(slowestMicros, slowest), failures);
    }

    private Timing failed() {
      return new Timing(firstMillis, lastMillis, micros, slowestMicros, failures + 1);
    }
  }

  /** Reads all events of a run that there are now. */
  public static RunHistory read(EventStore store, RunId run) {
    RunHistory history = new RunHistory(run);
    each(store, run, 1, (event, _) -> history.take(event));
    return history;
  }

  /**
   * Hands over all events of a run from a position on, with their positions; gives the position
   * after the last.
   */
  public static long each(EventStore store, RunId run, long from, ObjLongConsumer<RunEvent> taker) {
    long position = from;
    for (List<StoredEvent> events = store.read(run.value(), position, READ);
        !events.isEmpty();
        events = store.read(run.value(), position, READ)) {
      for (StoredEvent stored : events) {
        taker.accept(EventCodec.decode(stored), stored.position());
        position = stored.position() + 1;
      }
    }
    return position;
  }

  private void take(RunEvent event) {
    decider.evolve(state, event);
    seconds.on(event);
    firstTime = firstTime == 0 ? event.time() : firstTime;
    lastTime = event.time();
    switch (event) {
      case TasksScheduled e -> step(e.step(), e.time());
      case ResultsConfirmed e -> {
        tasks += e.indexes().size();
        step(e.step(), e.time());
        timings.computeIfPresent(
            e.step(), (_, timing) -> timing.worked(e.micros(), e.slowestMicros()));
      }
      case RetryPlanned e -> failed(e.step(), e.time());
      case TaskReissued e -> failed(e.step(), e.time());
      case TaskQuarantined e -> {
        failed(e.step(), e.time());
        quarantined.putLast(new TaskKey(e.step(), e.index()), e);
      }
      case SecondAttemptIssued e -> step(e.step(), e.time());
      case AttemptDropped e -> failed(e.step(), e.time());
      case Planned e -> step(e.step(), e.time());
      case FannedOut e -> step(e.step(), e.time());
      case Combined e -> step(e.step(), e.time());
      case Folded e -> step(e.step(), e.time());
      case SignalReceived e -> step(e.step(), e.time());
      case BranchChosen e -> branches.put(e.step(), e.side());
      case RoundBegan e -> {
        step(e.step(), e.time());
        quarantined.keySet().removeIf(task -> e.body().contains(task.step()));
        e.body().forEach(branches::remove);
      }
      case RoundsEnded e -> step(e.step(), e.time());
      case RunParked e -> detail = e.reason();
      case RunFailed e -> detail = e.error();
      case RunStalled e -> detail = e.quarantined() + " tasks are in quarantine";
      case RunResumed _, QuarantineLifted _ -> detail = "";
      case RunStarted _, TasksDispatched _, TasksReturned _, RetriesIssued _, StepCompleted _ -> {}
      case RunPaused _, RunCompleted _, RunCancelled _ -> {}
    }
  }

  private void step(int step, long time) {
    timings.merge(step, new Timing(time, time, 0, 0, 0), (before, _) -> before.at(time));
  }

  private void failed(int step, long time) {
    step(step, time);
    timings.computeIfPresent(step, (_, timing) -> timing.failed());
  }

  public RunId run() {
    return run;
  }

  /** The books of the run. */
  public TaskLedger ledger() {
    return state;
  }

  /** How it stands, step by step. */
  public RunProgress progress() {
    return RunProgress.of(state, List.of(), seconds, false);
  }

  /** How long steps took, by id; steps that have not begun are absent. */
  public SortedMap<Integer, Timing> timings() {
    return new TreeMap<>(timings);
  }

  /** Which way choices went, by the step of the choice. */
  public Map<Integer, Boolean> branches() {
    return Map.copyOf(branches);
  }

  /** Tasks that are in quarantine now, in the order of their last failures. */
  public List<TaskQuarantined> quarantined() {
    return quarantined.values().stream()
        .filter(task -> state.quarantined(task.step()).contains(task.index()))
        .toList();
  }

  /**
   * The input of a task, as JSON, which is read from the log.
   *
   * @param graph what the run was started with, by its digest
   */
  public byte[] input(EventStore store, ProcessGraph graph, int step, int index) {
    return new Values(run, graph, state, new EventReader(store)).input(step, index).json();
  }

  /** Tasks that are confirmed, in all rounds. */
  public long tasks() {
    return tasks;
  }

  /** Wall-clock time of the first event, in milliseconds since 1970. */
  public long firstMillis() {
    return firstTime;
  }

  /** Wall-clock time of the last event. */
  public long lastMillis() {
    return lastTime;
  }

  /** Why it does not go on, where that is so; else empty. */
  public String detail() {
    return detail;
  }
}
