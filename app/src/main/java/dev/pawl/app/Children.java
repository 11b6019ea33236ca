package dev.pawl.app;

import dev.pawl.engine.RunFinder;
import dev.pawl.engine.RunFinder.Found;
import dev.pawl.orchestration.ChildIds;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import java.util.List;
import java.util.Optional;

/**
 * The child runs of a run.
 *
 * @param total how many were begun
 * @param over how many of them have ended
 */
record Children(int total, int over) {
  static Children of(ReadHome home, RunId parent) {
    List<Found> found = found(home, parent);
    return new Children(found.size(), (int) found.stream().filter(Found::over).count());
  }

  /** Those that can be read, by their first and last events. */
  static List<Found> found(ReadHome home, RunId parent) {
    RunFinder finder = new RunFinder(home.store());
    return home.all().stream()
        .filter(run -> ChildIds.mayBe(run, parent))
        .flatMap(run -> readable(finder, run).stream())
        .filter(one -> isChild(one, parent))
        .toList();
  }

  static boolean isChild(Found one, RunId parent) {
    return one.started().parent().filter(task -> task.run().equals(parent)).isPresent();
  }

  private static Optional<Found> readable(RunFinder finder, RunId run) {
    try {
      return finder.find(run);
    } catch (PortFailure.Corrupt e) {
      return Optional.empty();
    }
  }
}
