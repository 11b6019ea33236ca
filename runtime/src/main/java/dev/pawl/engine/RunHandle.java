package dev.pawl.engine;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.Codec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * A run that was started, or that is carried on. Who drops the handle does not stop the run. Safe
 * for use by many threads.
 *
 * @param <O> type of the result
 */
public final class RunHandle<O> {
  private final RunId run;
  private final boolean existed;
  private final ProcessGraph graph;
  private final Codec codec;
  private final CompletableFuture<Outcome> outcome;

  RunHandle(
      RunId run,
      boolean existed,
      ProcessGraph graph,
      Codec codec,
      CompletableFuture<Outcome> outcome) {
    this.run = run;
    this.existed = existed;
    this.graph = graph;
    this.codec = codec;
    this.outcome = outcome;
  }

  /** The run's id. */
  public RunId run() {
    return run;
  }

  /** Whether the run existed before it was asked for. */
  public boolean existed() {
    return existed;
  }

  /**
   * Completed when the run cannot go on by itself any more; completed with a {@link
   * dev.pawl.spi.PortFailure} where the run could not be started or the engine gave it up, and with
   * a {@link java.util.concurrent.CancellationException} where the engine was closed first.
   */
  public CompletableFuture<Outcome> outcome() {
    return outcome.copy();
  }

  /**
   * Waits for the result.
   *
   * @throws RunEndedException where the run failed, was cancelled, is stalled or parked
   * @throws dev.pawl.spi.PortFailure where the run could not be started, or the engine gave it up
   * @throws java.util.concurrent.CancellationException where the engine was closed first
   */
  public O await() throws InterruptedException, RunEndedException {
    try {
      return result(outcome.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }

  @SuppressWarnings("unchecked")
  private O result(Outcome end) throws RunEndedException {
    if (end.status() != RunStatus.COMPLETED) {
      throw new RunEndedException(end);
    }
    return (O) codec.decode(end.result(), graph.step(graph.result()).type());
  }
}
