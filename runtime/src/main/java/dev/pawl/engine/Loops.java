package dev.pawl.engine;

import dev.pawl.orchestration.Inbox;
import dev.pawl.orchestration.Orchestrator;
import dev.pawl.spi.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The threads around an orchestrator: one that steps it, and one for each queue that brings its
 * mail.
 */
final class Loops implements AutoCloseable {
  private static final Duration INBOX_WAIT = Duration.ofMillis(200);
  private static final long IDLE_MILLIS = 20;
  private static final long LONGEST_END_MILLIS = 10_000;

  private final Orchestrator orchestrator;
  private final List<Inbox> inboxes;
  private final Supplier<? extends Optional<? extends RuntimeException>> mustStop;
  private final Consumer<RuntimeException> failed;
  private final List<Thread> inboxThreads = new ArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pawl-orchestrator").unstarted(this::orchestrate);
  private volatile boolean ending;
  private volatile boolean inboxesEnded;

  /**
   * Begins without threads.
   *
   * @param mustStop why nothing more may be acknowledged, from the moment on when that is so
   * @param failed is told, once for each thread, why it ended before its time
   */
  Loops(
      Orchestrator orchestrator,
      List<Inbox> inboxes,
      Supplier<? extends Optional<? extends RuntimeException>> mustStop,
      Consumer<RuntimeException> failed) {
    this.orchestrator = orchestrator;
    this.inboxes = inboxes;
    this.mustStop = mustStop;
    this.failed = failed;
  }

  void start() {
    thread.start();
    for (Inbox inbox : inboxes) {
      inboxThreads.add(Thread.ofPlatform().daemon().name("pawl-inbox").start(() -> bring(inbox)));
    }
  }

  private void orchestrate() {
    try {
      while (!inboxesEnded || orchestrator.isWriting()) {
        if (orchestrator.step() == 0) {
          orchestrator.await(IDLE_MILLIS);
        }
        throwIfPresent(orchestrator.fatal());
        throwIfPresent(mustStop.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed.accept(e);
    } catch (Error e) {
      failed.accept(new IllegalStateException("the orchestrator's thread ended: " + e, e));
    }
  }

  private static void throwIfPresent(Optional<? extends RuntimeException> failure) {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void bring(Inbox inbox) {
    try {
      while (true) {
        int brought;
        try {
          brought = inbox.step(ending ? Duration.ZERO : INBOX_WAIT);
        } catch (PortFailure.Unavailable e) {
          Thread.sleep(INBOX_WAIT);
          brought = 0;
        }
        if (brought == 0 && ending) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  /** Brings what has arrived to its end: to the log, and to acknowledgements. */
  @Override
  public void close() {
    ending = true;
    try {
      for (Thread inbox : inboxThreads) {
        inbox.join(LONGEST_END_MILLIS);
      }
      inboxesEnded = true;
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
