package dev.pawl.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Observes the counters of other openings, and says whose have stood still for a lease of this
 * process's own time.
 */
final class LeaseWatch {
  private final Path openings;
  private final String self;
  private final FileQueueOptions options;
  private final Map<String, Seen> seen = new HashMap<>();

  LeaseWatch(Path openings, String self, FileQueueOptions options) {
    this.openings = openings;
    this.self = self;
    this.options = options;
  }

  /** Of these openings, those that are dead. */
  synchronized List<String> dead(List<String> names) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String name : names) {
      if (!name.equals(self) && standsStill(name)) {
        dead.add(name);
      }
    }
    return dead;
  }

  private boolean standsStill(String opening) throws IOException {
    long counter = Heartbeat.read(openings.resolve(opening));
    long now = options.nanoTime().getAsLong();
    Seen before = seen.get(opening);
    if (before == null || before.counter != counter) {
      seen.put(opening, new Seen(counter, now));
      return false;
    }
    return now - before.since >= options.lease().toNanos();
  }

  /** A counter, and since when it has had this value, in nanoseconds of this process. */
  private record Seen(long counter, long since) {}
}
