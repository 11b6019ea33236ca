package dev.pawl.engine;

import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an {@link Engine} is told, with defaults.
 *
 * @param workers slots in this process for each pool that a process names, each runs one task at a
 *     time; 0 leaves the work to other processes
 * @param queue a {@code file:} folder that workers in other processes share; empty for memory
 * @param allRuns whether every unfinished run of the home is carried on, or only those that are
 *     started here
 * @param orchestrator limits and periods
 * @param grace how long running tasks may take to end when the engine is closed
 * @param ports what stands between the orchestrator and its ports; by default nothing
 */
public record EngineSettings(
    int workers,
    Optional<URI> queue,
    boolean allRuns,
    OrchestratorParts.Settings orchestrator,
    Duration grace,
    Ports ports) {
  /**
   * What stands between the orchestrator and its ports, such as an audit. Each is called once, when
   * the engine is opened.
   */
  public record Ports(UnaryOperator<EventStore> store, UnaryOperator<TaskQueue> queue) {
    /** Nothing. */
    public static final Ports PLAIN = new Ports(UnaryOperator.identity(), UnaryOperator.identity());
  }

  public EngineSettings {
    if (workers < 0 || workers > 10_000) {
      throw new IllegalArgumentException("workers should be 0 to 10000, found " + workers);
    }
  }

  /**
   * As many workers as processors, the queue in memory, only runs that are started here, half a
   * second of grace.
   */
  public static EngineSettings defaults() {
    return new EngineSettings(
        Runtime.getRuntime().availableProcessors(),
        Optional.empty(),
        false,
        OrchestratorParts.Settings.DEFAULT,
        Duration.ofMillis(500),
        Ports.PLAIN);
  }

  public EngineSettings withWorkers(int count) {
    return new EngineSettings(count, queue, allRuns, orchestrator, grace, ports);
  }

  public EngineSettings withQueue(URI uri) {
    return new EngineSettings(workers, Optional.of(uri), allRuns, orchestrator, grace, ports);
  }

  public EngineSettings withAllRuns() {
    return new EngineSettings(workers, queue, true, orchestrator, grace, ports);
  }

  public EngineSettings withOrchestrator(OrchestratorParts.Settings settings) {
    return new EngineSettings(workers, queue, allRuns, settings, grace, ports);
  }

  public EngineSettings withGrace(Duration value) {
    return new EngineSettings(workers, queue, allRuns, orchestrator, value, ports);
  }

  public EngineSettings withPorts(Ports value) {
    return new EngineSettings(workers, queue, allRuns, orchestrator, grace, value);
  }
}
