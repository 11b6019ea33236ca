package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Has the events of runs appended in groups. A run is in one group at a time, so that nothing of it
 * leaves before what it follows is durable; two groups are under way at a time, so that a small run
 * does not wait for the flush of a huge one. Huge runs, of which many tasks are out, wait a little
 * while others write: a disk that is busy takes three times as long. A run whose function is being
 * called waits a moment, since what the function returns goes with the same flush then; one that
 * begins is acquired meanwhile, which takes longer. One thread at a time.
 */
final class Commits {
  private static final int MOST_GROUPS = 2;

  private static final int MOST_ACQUISITIONS = 2;

  /** So long a group is under way alone: groups that are too small cost more flushes. */
  private static final long ALONE_NANOS = 3_000_000;

  /** So long a run waits for what its functions return. */
  private static final long MOMENT_NANOS = 2_000_000;

  /** So long huge runs wait for others that are acquired or written. */
  private static final long LONGEST_YIELD_NANOS = 5_000_000;

  private final Appender appender;
  private final LongSupplier nanos;
  private final Map<RunSession, Long> waitingSince = new LinkedHashMap<>();
  private final Set<RunId> leaving = new HashSet<>();

  /** Runs that begin, and are yet to be acquired. */
  private final Map<RunSession, Long> newSince = new LinkedHashMap<>();

  private final Map<RunSession, Long> beingAcquired = new HashMap<>();
  private int acquisitions;
  private int groups;
  private long begunAt;

  /** Groups under way without huge runs. */
  private final Set<Map<RunSession, List<RunEvent>>> small =
      Collections.newSetFromMap(new IdentityHashMap<>());

  Commits(Appender appender, LongSupplier nanos) {
    this.appender = appender;
    this.nanos = nanos;
  }

  /** Something of a run may wait to be appended. */
  void touch(RunSession session) {
    if (!session.hasUndurable() || beingAcquired.containsKey(session)) {
      return;
    }
    (session.epoch() == 0 ? newSince : waitingSince).putIfAbsent(session, nanos.getAsLong());
  }

  /** The state of a run is thrown away: what of it waits is not appended. */
  void forget(RunSession session) {
    waitingSince.remove(session);
    newSince.remove(session);
    beingAcquired.remove(session);
  }

  /** Begins to acquire what begins, and to append what waits. */
  void begin(Receipts receipts) {
    if (acquisitions < MOST_ACQUISITIONS && !newSince.isEmpty()) {
      List<RunSession> all = List.copyOf(newSince.keySet());
      beingAcquired.putAll(newSince);
      newSince.clear();
      acquisitions++;
      appender.acquire(all);
    }
    long now = nanos.getAsLong();
    while (groups == 0
        || (groups < MOST_GROUPS && (small.isEmpty() || now - begunAt >= ALONE_NANOS))) {
      Map<RunSession, List<RunEvent>> group =
          take(session -> !session.isHuge() && mayLeave(session, now));
      if (!group.isEmpty()) {
        small.add(group);
      } else if (groups == 0 || now - begunAt >= ALONE_NANOS) {
        group =
            take(session -> session.isHuge() && mayLeave(session, now) && !yields(session, now));
      }
      if (group.isEmpty()) {
        return;
      }
      group.keySet().forEach(receipts::leave);
      groups++;
      begunAt = now;
      appender.append(group);
    }
  }

  /** Whether runs that are not huge wait to be written, or are being acquired or written. */
  boolean servesOthers() {
    return acquisitions > 0
        || !small.isEmpty()
        || waitingSince.keySet().stream().anyMatch(session -> !session.isHuge());
  }

  private boolean mayLeave(RunSession session, long now) {
    return !(session.isEvaluating() && waited(session, now) < MOMENT_NANOS);
  }

  /** A huge run leaves the disk to those that are acquired or written. */
  private boolean yields(RunSession session, long now) {
    return (acquisitions > 0 || !small.isEmpty()) && waited(session, now) < LONGEST_YIELD_NANOS;
  }

  private long waited(RunSession session, long now) {
    return now - Objects.requireNonNull(waitingSince.get(session));
  }

  /** The events of the runs that may leave, and are in no group. */
  private Map<RunSession, List<RunEvent>> take(Predicate<RunSession> mayLeave) {
    Map<RunSession, List<RunEvent>> group = new LinkedHashMap<>();
    for (var next = waitingSince.keySet().iterator(); next.hasNext(); ) {
      RunSession session = next.next();
      if (mayLeave.test(session) && leaving.add(session.id())) {
        group.put(session, session.takeUndurable());
        next.remove();
      }
    }
    return group;
  }

  /** Those runs are not being acquired any more: what waits of those that are owned can leave. */
  void acquired(List<RunSession> runs) {
    acquisitions--;
    for (RunSession session : runs) {
      Long since = beingAcquired.remove(session);
      if (since != null && session.epoch() > 0) {
        waitingSince.put(session, since);
      }
    }
  }

  /** A group is not under way any more. */
  void ended(Map<RunSession, List<RunEvent>> group) {
    groups--;
    small.remove(group);
    group.keySet().forEach(session -> leaving.remove(session.id()));
  }

  /** Whether something waits that may leave in a moment. */
  boolean isHeldBack() {
    return groups < MOST_GROUPS && !waitingSince.isEmpty();
  }

  /** Whether nothing waits or is under way. */
  boolean isIdle() {
    return groups == 0 && acquisitions == 0 && waitingSince.isEmpty() && newSince.isEmpty();
  }
}
