package dev.pawl.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What an orchestrator has written, kept for whoever has stepped it. Safe for many threads. */
final class Writes implements Executor {
  private final Queue<Runnable> writes = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable write) {
    writes.add(write);
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** Takes the next one; null where there is none. */
  @Nullable Runnable poll() {
    return writes.poll();
  }
}
