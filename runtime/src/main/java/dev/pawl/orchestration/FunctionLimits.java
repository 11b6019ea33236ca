package dev.pawl.orchestration;

import java.time.Duration;

/**
 * What a call of a definition's function may take.
 *
 * @param time of one call on all its elements
 * @param values that one fan-out may have
 * @param oneBytes of the JSON of a single value
 * @param elementBytes of the JSON of an element of many values
 */
public record FunctionLimits(Duration time, int values, int oneBytes, int elementBytes) {
  /** Ten seconds, ten million values, 64 KiB for one value and 4 KiB for an element. */
  public static final FunctionLimits DEFAULT =
      new FunctionLimits(Duration.ofSeconds(10), 10_000_000, 64 << 10, 4 << 10);
}
