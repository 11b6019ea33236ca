package dev.pawl.testkit.faults;

import java.time.Duration;

/**
 * How often a blob store misbehaves, as probabilities from 0 to 1; begin with {@link #none}.
 *
 * @param unavailable that a call fails with Unavailable and does nothing
 * @param damage that a committed blob is damaged, for good
 * @param slow that a call takes longer
 * @param longestPause the bound of that
 */
public record BlobFaults(double unavailable, double damage, double slow, Duration longestPause) {
  public BlobFaults {
    Chance.require("unavailable", unavailable);
    Chance.require("damage", damage);
    Chance.require("slow", slow);
  }

  /** A store that behaves. */
  public static BlobFaults none() {
    return new BlobFaults(0, 0, 0, Duration.ZERO);
  }

  /** The same with failing calls. */
  public BlobFaults withUnavailable(double probability) {
    return new BlobFaults(probability, damage, slow, longestPause);
  }

  /** The same with damaged blobs. */
  public BlobFaults withDamage(double probability) {
    return new BlobFaults(unavailable, probability, slow, longestPause);
  }

  /** The same with slow calls. */
  public BlobFaults withSlow(double probability, Duration longest) {
    return new BlobFaults(unavailable, damage, probability, longest);
  }
}
