package dev.pawl.orchestration;

import dev.pawl.graph.Definitions;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.Codec;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What an orchestrator is made of.
 *
 * @param queue tasks and reports
 * @param listener is told of durable events, on the orchestrator's thread
 */
public record OrchestratorParts(
    EventStore store,
    TaskQueue queue,
    Definitions definitions,
    Codec codec,
    Edge edge,
    Listener listener,
    Settings settings) {

  /**
   * Clocks and threads; all in the caller's hand, so that a simulation can be one thread with a
   * clock of its own.
   *
   * @param writes runs appends, each soon after the step that asked for it and some at the same
   *     time, by threads that step next
   * @param functions runs users' functions
   */
  public record Edge(Clocks clocks, Executor writes, FunctionRunner functions) {}

  /**
   * Settings with defaults.
   *
   * @param timeoutPeriod how often running tasks are looked at
   * @param timeoutAllowance what a worker may be late to stop a task itself
   * @param stragglers which tasks may be begun a second time
   */
  public record Settings(
      FunctionLimits limits,
      Duration timeoutPeriod,
      Duration timeoutAllowance,
      Stragglers stragglers) {
    /** Default limits, one second, fifteen seconds, {@link Stragglers#DEFAULT}. */
    public static final Settings DEFAULT =
        new Settings(FunctionLimits.DEFAULT, Duration.ofSeconds(1), Duration.ofSeconds(15));

    /** These, with {@link Stragglers#DEFAULT}. */
    public Settings(FunctionLimits limits, Duration timeoutPeriod, Duration timeoutAllowance) {
      this(limits, timeoutPeriod, timeoutAllowance, Stragglers.DEFAULT);
    }
  }

  /**
   * What makes a task a straggler, beside that it takes twice as long as nearly all others of its
   * step did, and that workers are idle.
   *
   * @param shortest no task that runs shorter is one
   * @param done the share of the step's tasks that are confirmed, 0 to 1
   */
  public record Stragglers(Duration shortest, double done) {
    /** Ten seconds, nine tenths. */
    public static final Stragglers DEFAULT = new Stragglers(Duration.ofSeconds(10), 0.9);
  }

  /** Follows what becomes durable. Quick, and never throws. */
  public interface Listener {
    /**
     * Events of a run are durable; the last has {@code position}. The ledger may be ahead of them.
     */
    void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger);

    /** This orchestrator gave a run up. */
    void lost(RunId run, PortFailure failure);
  }

  Clocks clocks() {
    return edge.clocks();
  }
}
