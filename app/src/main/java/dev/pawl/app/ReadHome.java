package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.files.log.HomeLock;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a home, read beside whoever owns it: without the home's lock, and without repairing
 * anything.
 */
final class ReadHome implements AutoCloseable {
  private final Home home;
  private final Optional<EventStore> store;

  private ReadHome(Home home, Optional<EventStore> store) {
    this.home = home;
    this.store = store;
  }

  /** Opens a home; one that does not exist holds no runs, and is not created. */
  static ReadHome of(Home home) {
    return new ReadHome(
        home, home.mayHoldRuns() ? Optional.of(home.openEvents()) : Optional.empty());
  }

  /** The events; for homes that exist. */
  EventStore store() {
    return store.orElseThrow(
        () -> UserError.usage("a home that holds runs is needed, found none at " + home));
  }

  /** The process that holds the home now, as its number. */
  Optional<String> holder() {
    return HomeLock.holder(home.path());
  }

  /** All runs, by id. */
  List<RunId> all() {
    return store.map(EventStore::streams).orElse(List.of()).stream().map(RunId::new).toList();
  }

  /** Whether there is a run of an id, which need not be a proper one. */
  boolean has(String id) {
    return all().stream().anyMatch(run -> run.value().equals(id));
  }

  /** The run of an id. */
  RunId require(String id) {
    RunId run = new RunId(id);
    if (store.isEmpty() || store.get().lastPosition(id) == 0) {
      throw UserError.usage(
          "a run of home "
              + home
              + " is needed (see pawl ps), found none with the id '"
              + id
              + "'");
    }
    return run;
  }

  @Override
  public void close() {
    store.ifPresent(EventStore::close);
  }
}
