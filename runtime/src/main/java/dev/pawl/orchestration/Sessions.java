package dev.pawl.orchestration;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.Orchestration;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.wire.EventCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The runs in memory. One thread at a time. */
final class Sessions {
  private static final int READ = 1_024;

  private final EventStore store;
  private final Definitions definitions;
  private final EventReader reader;
  private final String queueIdentity;
  private final PoolOccupancy occupancy;
  private final Map<String, BatchSizer> sizers = new HashMap<>();
  private final Map<RunId, RunSession> open = new LinkedHashMap<>();
  private final Set<RunId> over = new TreeSet<>();

  Sessions(
      EventStore store,
      Definitions definitions,
      EventReader reader,
      String queueIdentity,
      PoolOccupancy occupancy) {
    this.store = store;
    this.definitions = definitions;
    this.reader = reader;
    this.queueIdentity = queueIdentity;
    this.occupancy = occupancy;
  }

  Collection<RunSession> all() {
    return open.values();
  }

  Optional<RunSession> find(RunId run) {
    return Optional.ofNullable(open.get(run));
  }

  /** Whether a run is known to have ended. */
  boolean isOver(RunId run) {
    if (over.contains(run)) {
      return true;
    }
    long last = store.lastPosition(run.value());
    if (last == 0 || !event(run, last).endsRun()) {
      return false;
    }
    over.add(run);
    return true;
  }

  /** Whether somebody else has written a run since it was loaded. */
  boolean isBehind(RunSession session) {
    return store.lastPosition(session.id().value()) > session.ledger().position();
  }

  boolean exists(RunId run) {
    return open.containsKey(run) || store.lastPosition(run.value()) > 0;
  }

  /** How a run was begun, from its log; null where that does not begin with its start. */
  @Nullable RunStarted started(RunId run) {
    return event(run, 1) instanceof RunStarted started ? started : null;
  }

  /** The last event of a run's log. */
  RunEvent last(RunId run) {
    return event(run, store.lastPosition(run.value()));
  }

  private RunEvent event(RunId run, long position) {
    return EventCodec.decode(store.read(run.value(), position, 1).get(0));
  }

  /** Runs in the store, damaged ones too. */
  List<RunId> inStore() {
    return store.streams().stream().map(RunId::new).toList();
  }

  /** Begins to own a run that exists, with the state that its events give. */
  RunSession load(RunId run) {
    long epoch = store.acquire(run.value());
    RunStarted started = started(run);
    ProcessGraph graph = started == null ? null : graph(started);
    RunSession session = session(run, epoch, graph);
    try {
      replay(session);
    } catch (RuntimeException e) {
      session.book().close();
      throw e;
    }
    open.put(run, session);
    return session;
  }

  private void replay(RunSession session) {
    List<StoredEvent> events = store.read(session.id().value(), 1, READ);
    for (long position = 1; !events.isEmpty(); ) {
      events.forEach(event -> session.replay(EventCodec.decode(event)));
      position += events.size();
      events = store.read(session.id().value(), position, READ);
    }
  }

  /** Begins a run that is about to start; it is acquired with its first append. */
  RunSession create(RunId run, RunStarted started) {
    RunSession session = session(run, 0, graph(started));
    open.put(run, session);
    return session;
  }

  private RunSession session(RunId run, long epoch, @Nullable ProcessGraph graph) {
    Orchestration<?> orchestration =
        graph == null ? new LedgerOnly() : new GraphOrchestration(graph);
    DispatchBook book =
        new DispatchBook(
            queueIdentity,
            step -> orchestration.policy(step).pool(),
            graph == null ? _ -> new BatchSizer() : step -> sizer(graph, step),
            occupancy);
    return new RunSession(run, epoch, graph, orchestration, book, reader);
  }

  /** What was measured of a step holds for all runs of its graph. */
  private BatchSizer sizer(ProcessGraph graph, int step) {
    return sizers.computeIfAbsent(graph.digest() + ' ' + step, _ -> new BatchSizer());
  }

  /** The code that a run was started with, if it is at hand. */
  private @Nullable ProcessGraph graph(RunStarted started) {
    return definitions
        .find(started.definition(), started.version())
        .map(Definitions.Loaded::graph)
        .filter(graph -> graph.digest().equals(started.digest()))
        .orElse(null);
  }

  /** Forgets a run; it can be loaded again. */
  void close(RunSession session) {
    open.remove(session.id());
    session.book().close();
    reader.forget(session.id(), session.ledger().position());
    if (session.status().isFinal() && session.isDurable()) {
      over.add(session.id());
    }
  }
}
