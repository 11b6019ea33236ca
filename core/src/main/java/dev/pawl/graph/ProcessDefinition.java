package dev.pawl.graph;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A named, versioned graph of steps. Implementations have a public constructor without arguments,
 * keep no state, and are found through {@link java.util.ServiceLoader} or named on the command
 * line.
 *
 * @param <I> the input of a run: a record that the {@link dev.pawl.spi.Codec} can read and write
 * @param <O> the result of a run
 */
public interface ProcessDefinition<I, O> {
  /** The name on the command line and in the log: {@code [a-z0-9][a-z0-9._-]{0,59}}. */
  String name();

  /**
   * Rises whenever the graph changes; runs stay on the version that they started with. Default 1.
   */
  default int version() {
    return 1;
  }

  /** Draws the graph. Called once for each loading of the definition, never for a run. */
  One<O> define(Graph graph, One<I> input);

  /**
   * The input of a run that is started without one; by default there is none, and an input is
   * required.
   */
  default Optional<I> defaultInput() {
    return Optional.empty();
  }

  /** One sentence for lists of processes. Default: empty. */
  default String description() {
    return "";
  }

  /**
   * A few lines about a result, for people at a terminal. Default: empty, which shows the result's
   * JSON.
   *
   * @param work time that workers spent on the tasks of each step, all slots together, by the
   *     step's name
   */
  default String summary(O result, Map<String, Duration> work) {
    return "";
  }
}
