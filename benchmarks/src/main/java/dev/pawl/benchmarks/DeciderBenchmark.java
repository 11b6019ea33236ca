package dev.pawl.benchmarks;

import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.RunCommand;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the aggregate costs for each task of a run with a million of them: deciding, changing the
 * state and everything that follows, without encoding and log. An operation is one task.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DeciderBenchmark {
  static final int TASKS = 1 << 20;

  /** A run whose tasks are all scheduled, and their results. */
  @State(Scope.Thread)
  public static class Confirming {
    /** Results that come with one command. */
    @Param({"64", "1024", "8192"})
    public int batch;

    private final Prepared run = new Prepared(new OneStep());
    private List<? extends RunCommand> commands = List.of();

    @Setup(Level.Trial)
    public void results() {
      commands = Aggregate.confirmations(run.first, TASKS, batch);
    }

    @Setup(Level.Invocation)
    public void schedule() {
      run.schedule();
    }
  }

  /** The same with a second step behind. */
  @State(Scope.Thread)
  public static class Following {
    /** Results that come with one command. */
    @Param({"64", "1024", "8192"})
    public int batch;

    private final Prepared run = new Prepared(new TwoSteps());
    private List<? extends RunCommand> commands = List.of();

    @Setup(Level.Trial)
    public void results() {
      commands = Aggregate.confirmations(run.first, TASKS, batch);
    }

    @Setup(Level.Invocation)
    public void schedule() {
      run.schedule();
    }
  }

  /** A run that has started. */
  @State(Scope.Thread)
  public static class Scheduling {
    private final Prepared run = new Prepared(new OneStep());

    @Setup(Level.Invocation)
    public void start() {
      run.start();
    }
  }

  private static final class Prepared {
    private final ProcessGraph graph;
    private final int first;
    private final List<? extends RunCommand> elements;
    private Aggregate<?> aggregate;

    Prepared(ProcessDefinition<?, ?> definition) {
      graph = ProcessGraph.of(definition);
      first = Aggregate.step(graph, "first");
      elements = Aggregate.fanOut(Aggregate.step(graph, "elements"), TASKS);
      aggregate = Aggregate.of(graph);
    }

    void start() {
      aggregate = Aggregate.of(graph);
      aggregate.handle(List.of(Aggregate.start(graph)));
    }

    void schedule() {
      start();
      aggregate.handle(elements);
    }

    Aggregate<?> handle(List<? extends RunCommand> commands) {
      aggregate.handle(commands);
      return aggregate;
    }
  }

  /** Results of tasks are confirmed, and nothing follows but the end of the step. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int confirm(Confirming state) {
    return state.run.handle(state.commands).confirmed(state.run.first);
  }

  /** Results are confirmed, and each element goes on to the next step. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int confirmAndGoOn(Following state) {
    return state.run.handle(state.commands).scheduled(state.run.first + 1);
  }

  /** What a fan-out made is recorded, and a task is scheduled for each element. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int schedule(Scheduling state) {
    return state.run.handle(state.run.elements).scheduled(state.run.first);
  }

  /** The limit: one bit and one position for each task, task by task. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public int limit() {
    BitSet done = new BitSet();
    int[] positions = new int[TASKS];
    for (int task = 0; task < TASKS; task++) {
      done.set(task);
      positions[task] = task >> 10;
    }
    return done.cardinality() + positions[TASKS - 1];
  }
}
