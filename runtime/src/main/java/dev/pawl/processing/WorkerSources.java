package dev.pawl.processing;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What a worker takes from the world besides its ports.
 *
 * @param nanos a clock that only goes forward, in nanoseconds from any origin
 * @param random draws the nonce of each delivery; calls are serialised by the worker
 */
public record WorkerSources(LongSupplier nanos, RandomGenerator random) {
  /**
   * The system's monotonic clock and a generator with a secure seed: nonces have to be distinct,
   * not secret, and one is drawn for each message.
   */
  public static WorkerSources system() {
    return new WorkerSources(
        System::nanoTime,
        RandomGeneratorFactory.of("L64X256MixRandom").create(new SecureRandom().generateSeed(32)));
  }
}
