package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Has the events of runs appended in groups. A run is in one group at a time, so that nothing of it
 * leaves before what it follows is durable; two groups are under way at a time, so that a small run
 * does not wait for the flush of a huge one. One thread at a time.
 */
final class Commits {
  private static final int MOST_GROUPS = 2;

  /** So long a group is under way alone: groups that are too small cost more flushes. */
  private static final long ALONE_NANOS = 3_000_000;

  private final Appender appender;
  private final Set<RunSession> waiting = new LinkedHashSet<>();
  private final Set<RunId> leaving = new HashSet<>();
  private final LongSupplier nanos;
  private int groups;
  private long begunAt;

  Commits(Appender appender, LongSupplier nanos) {
    this.appender = appender;
    this.nanos = nanos;
  }

  /** Something of a run may wait to be appended. */
  void touch(RunSession session) {
    if (session.hasUndurable()) {
      waiting.add(session);
    }
  }

  /** The state of a run is thrown away: what of it waits is not appended. */
  void forget(RunSession session) {
    waiting.remove(session);
  }

  /** Begins to append what waits. */
  void begin(Receipts receipts) {
    while (groups < MOST_GROUPS && (groups == 0 || nanos.getAsLong() - begunAt >= ALONE_NANOS)) {
      Map<RunSession, List<RunEvent>> group = take();
      if (group.isEmpty()) {
        return;
      }
      group.keySet().forEach(receipts::leave);
      groups++;
      begunAt = nanos.getAsLong();
      appender.append(group);
    }
  }

  /** The events of the runs that wait and are in no group. */
  private Map<RunSession, List<RunEvent>> take() {
    Map<RunSession, List<RunEvent>> group = new LinkedHashMap<>();
    for (Iterator<RunSession> next = waiting.iterator(); next.hasNext(); ) {
      RunSession session = next.next();
      if (leaving.add(session.id())) {
        group.put(session, session.takeUndurable());
        next.remove();
      }
    }
    return group;
  }

  /** A group is not under way any more. */
  void ended(Map<RunSession, List<RunEvent>> group) {
    groups--;
    group.keySet().forEach(session -> leaving.remove(session.id()));
  }

  /** Whether something waits that may leave in a moment. */
  boolean isHeldBack() {
    return groups == 1 && !waiting.isEmpty();
  }

  /** Whether nothing waits or is under way. */
  boolean isIdle() {
    return groups == 0 && waiting.isEmpty();
  }
}
