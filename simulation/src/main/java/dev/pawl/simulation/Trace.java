package dev.pawl.simulation;

import dev.pawl.testkit.time.VirtualClock;
import java.util.ArrayDeque;

/** What happened, in order: the last lines for people, and a digest of all lines for comparing. */
final class Trace {
  private static final int KEPT = 150;

  private final VirtualClock clock;
  private final ArrayDeque<String> tail = new ArrayDeque<>();
  private long digest = 1;
  private long lines;

  Trace(VirtualClock clock) {
    this.clock = clock;
  }

  void add(String line) {
    lines++;
    digest = 1_000_003 * digest + line.hashCode() + clock.nanoTime();
    if (tail.size() == KEPT) {
      tail.removeFirst();
    }
    tail.addLast(clock.nanoTime() / 1_000_000 + " ms  " + line);
  }

  long digest() {
    return digest;
  }

  long lines() {
    return lines;
  }

  String tail() {
    return String.join("\n", tail);
  }
}
