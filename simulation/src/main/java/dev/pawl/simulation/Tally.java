package dev.pawl.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often what went wrong. For one thread. */
public final class Tally {
  private final EnumMap<Mishap, Long> counts = new EnumMap<>(Mishap.class);

  /** What may go wrong, or did. */
  public enum Mishap {
    /** A worker was killed. */
    CRASH,
    /** An orchestrator was killed. */
    TAKEOVER,
    /** An orchestrator was paused, and went on. */
    PAUSED_OWNER,
    /** A second orchestrator was started beside the first. */
    RIVAL,
    /** An append of an orchestrator that another had followed. */
    STALE_WRITE,
    /** The orchestrator's machine lost its power. */
    POWER_CUT,
    /** Its disk was full. */
    FULL_DISK,
    /** A worker lost its claims, and went on. */
    LOST_CLAIMS,
    /** A result came of an attempt that had been given up, or of a task that was confirmed. */
    ZOMBIE,
    /** A task was begun a second time beside an attempt that took long. */
    STRAGGLER,
    /** An append took effect, and its answer was lost. */
    LOST_ANSWER,
    /** The wall clock jumped. */
    CLOCK_JUMP,
    /** A read of a blob met damage. */
    DAMAGED_READ,
    /** A user's function threw, looped or returned too much. */
    BAD_FUNCTION,
    /** A message that nobody can read, or that nobody was asked for. */
    NONSENSE,
    /** A message was sent more than once. */
    DUPLICATE,
    /** A send failed, and a part of it may have arrived. */
    FAILED_SEND
  }

  void add(Mishap mishap) {
    add(mishap, 1);
  }

  void add(Mishap mishap, long times) {
    counts.merge(mishap, times, Long::sum);
  }

  /** Adds what another counted. */
  public void add(Tally other) {
    other.counts.forEach(this::add);
  }

  /** How often something happened. */
  public long of(Mishap mishap) {
    return counts.getOrDefault(mishap, 0L);
  }

  /** All of it, by kind. */
  public Map<Mishap, Long> all() {
    return Map.copyOf(counts);
  }
}
