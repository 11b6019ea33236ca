package dev.pawl.engine;

import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.EventCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Looks for runs by how they were started. Reads only. */
public final class RunFinder {
  private final EventStore store;
  private final BiConsumer<RunId, PortFailure.Corrupt> onDamage;

  /** Leaves damaged runs out without a word. */
  public RunFinder(EventStore store) {
    this(store, (_, _) -> {});
  }

  /**
   * Looks in a store.
   *
   * @param onDamage is told of each run that cannot be read and is left out of a search
   */
  public RunFinder(EventStore store, BiConsumer<RunId, PortFailure.Corrupt> onDamage) {
    this.store = store;
    this.onDamage = onDamage;
  }

  /** A run, its first event, and its last. */
  public record Found(RunId run, RunStarted started, RunEvent last) {
    /** Whether nothing can follow. */
    public boolean over() {
      return last.endsRun();
    }
  }

  /** A run of this id, if it was started. */
  public Optional<Found> find(RunId run) {
    List<StoredEvent> first = store.read(run.value(), 1, 1);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long last = store.lastPosition(run.value());
    RunEvent start = EventCodec.decode(first.get(0));
    if (!(start instanceof RunStarted started)) {
      throw new PortFailure.Corrupt(
          "run " + run + " should begin with its start, found " + start.getClass().getSimpleName());
    }
    return Optional.of(
        new Found(run, started, EventCodec.decode(store.read(run.value(), last, 1).get(0))));
  }

  /** All runs that can be read, the latest start first. */
  public List<Found> all() {
    List<Found> found = new ArrayList<>();
    for (String stream : store.streams()) {
      RunId run = new RunId(stream);
      try {
        find(run).ifPresent(found::add);
      } catch (PortFailure.Corrupt e) {
        onDamage.accept(run, e);
      }
    }
    found.sort(Comparator.comparingLong((Found one) -> one.started().time()).reversed());
    return found;
  }

  /**
   * The latest run that was started in the same way by a user, and is not over or has an outcome
   * that nobody has read.
   */
  public Optional<Found> latest(Loaded process, String inputDigest, Predicate<RunId> unread) {
    String name = process.graph().name();
    return all().stream()
        .filter(one -> one.started().parent().isEmpty())
        .filter(one -> !one.over() || unread.test(one.run()))
        .filter(one -> one.started().definition().equals(name))
        .filter(one -> one.started().version() == process.graph().version())
        .filter(one -> one.started().inputDigest().equals(inputDigest))
        .findFirst();
  }
}
