package dev.pawl.processing;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a worker takes from the world besides its ports.
 *
 * @param nanos a clock that only goes forward, in nanoseconds from any origin
 * @param random draws the nonce of each delivery; calls are serialised by the worker
 */
public record WorkerSources(LongSupplier nanos, RandomGenerator random) {
  /** The system's monotonic clock and a secure generator. */
  public static WorkerSources system() {
    return new WorkerSources(System::nanoTime, new SecureRandom());
  }
}
