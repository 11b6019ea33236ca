package dev.pawl.simulation;

import dev.pawl.testkit.time.VirtualClock;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What happened, in order, each with its virtual time: the last lines for people, all of them for
 * who wants to follow, and a digest of all for comparing.
 */
final class Trace {
  private static final int KEPT = 200;

  private final VirtualClock clock = new VirtualClock();
  private final Consumer<String> follower;
  private final ArrayDeque<Line> tail = new ArrayDeque<>();
  private long digest = 1;
  private long lines;

  private record Line(long nanos, String text) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,10d ms  %s", nanos / 1_000_000, text);
    }
  }

  /**
   * Begins at time 0.
   *
   * @param follower is told each line at once
   */
  Trace(Consumer<String> follower) {
    this.follower = follower;
  }

  VirtualClock clock() {
    return clock;
  }

  void add(String text) {
    Line line = new Line(clock.nanoTime(), text);
    lines++;
    digest = 1_000_003 * digest + text.hashCode() + line.nanos;
    if (tail.size() == KEPT) {
      tail.removeFirst();
    }
    tail.addLast(line);
    if (!follower.equals(Simulation.NOBODY)) {
      follower.accept(line.toString());
    }
  }

  long digest() {
    return digest;
  }

  long lines() {
    return lines;
  }

  String tail() {
    StringBuilder text = new StringBuilder();
    tail.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
