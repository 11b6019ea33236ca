package dev.pawl.engine;

import dev.pawl.orchestration.OrchestratorParts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

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
 */
public record EngineSettings(
    int workers,
    Optional<URI> queue,
    boolean allRuns,
    OrchestratorParts.Settings orchestrator,
    Duration grace) {
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
        Duration.ofMillis(500));
  }

  public EngineSettings withWorkers(int count) {
    return new EngineSettings(count, queue, allRuns, orchestrator, grace);
  }

  public EngineSettings withQueue(URI uri) {
    return new EngineSettings(workers, Optional.of(uri), allRuns, orchestrator, grace);
  }

  public EngineSettings withAllRuns() {
    return new EngineSettings(workers, queue, true, orchestrator, grace);
  }

  public EngineSettings withOrchestrator(OrchestratorParts.Settings settings) {
    return new EngineSettings(workers, queue, allRuns, settings, grace);
  }

  public EngineSettings withGrace(Duration value) {
    return new EngineSettings(workers, queue, allRuns, orchestrator, value);
  }
}
