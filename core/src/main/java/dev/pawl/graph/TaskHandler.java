package dev.pawl.graph;

/**
 * A stateless function that a worker runs for each task of a step. It may run more than once for
 * one task, at the same time too; results of all but one execution are dropped. One instance serves
 * many threads. One with effects outside blobs is to be marked {@link ExternalEffects}.
 *
 * @param <I> input, from the step before
 * @param <O> result: small metadata; what is large belongs in a blob
 */
@FunctionalInterface
public interface TaskHandler<I, O> {
  /**
   * Does the work.
   *
   * @throws Exception to fail this attempt; {@link PermanentFailure} if trying again is useless
   */
  O handle(I input, TaskContext context) throws Exception;
}
