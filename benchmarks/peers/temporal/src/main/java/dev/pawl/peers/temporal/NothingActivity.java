package dev.pawl.peers.temporal;

import java.util.ArrayList;
import java.util.List;

/** Does nothing, and keeps when. Safe for use by many threads. */
final class NothingActivity implements Nothing {
  private final List<Long> begun = new ArrayList<>();

  @Override
  public synchronized void run() {
    begun.add(System.nanoTime());
  }

  synchronized List<Long> begun() {
    return List.copyOf(begun);
  }

  synchronized void forget() {
    begun.clear();
  }
}
