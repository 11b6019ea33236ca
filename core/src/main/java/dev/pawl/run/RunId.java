package dev.pawl.run;

import dev.pawl.spi.Names;

/** Names one run, and its event stream. */
public record RunId(String value) implements Comparable<RunId> {
  public RunId {
    Names.requireName(value);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
