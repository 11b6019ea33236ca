package dev.pawl.orchestration;

/**
 * How many tasks of a step travel in one message: as many as take about twenty milliseconds, by
 * what was measured so far; one while nothing was.
 */
final class BatchSizer {
  private static final double TARGET_MICROS = 20_000;
  private static final int LARGEST = 1_024;
  private static final int UNKNOWN_OUT = 64;
  private static final double WEIGHT = 0.2;

  private double micros = -1;

  void measured(long totalMicros, int tasks) {
    double mean = (double) totalMicros / tasks;
    micros = micros < 0 ? mean : micros + WEIGHT * (mean - micros);
  }

  /**
   * The size of the next batch while {@code out} tasks of the step are out; 0 asks to wait for a
   * first measurement.
   */
  int size(int out) {
    if (micros < 0) {
      return out < UNKNOWN_OUT ? 1 : 0;
    }
    return (int) Math.clamp(TARGET_MICROS / Math.max(micros, 1), 1, LARGEST);
  }
}
