package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;

/** Runs of a home that a user names. */
final class Runs {
  private Runs() {}

  /** The run, if there is one. */
  static RunId require(EventStore store, RunId run, Home home) {
    if (store.lastPosition(run.value()) == 0) {
      throw UserError.usage("a run of " + home.path() + " is needed (see pawl ps), found none with the id '" + run + "'");
    }
    return run;
  }
}
