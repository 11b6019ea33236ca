package dev.pawl.engine;

import dev.pawl.files.log.WriterThread;
import dev.pawl.orchestration.Inbox;
import dev.pawl.orchestration.Orchestrator;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The threads around an orchestrator: some that wait for its mail, and some for each queue that
 * bring it.
 *
 * <p>One thread at a time steps. What is to be written after a step is written by the thread that
 * stepped, while another one takes the next turn, and a thread that brings mail steps itself where
 * nobody does: so hardly anything is handed from thread to thread between a report and its flush,
 * nor between the flush and what leaves then, and no flush holds up a decision.
 */
final class Loops implements AutoCloseable {
  private static final Duration INBOX_WAIT = Duration.ofMillis(200);
  private static final long IDLE_MILLIS = 20;
  private static final long LONGEST_END_MILLIS = 10_000;

  /** As many as write two groups of events and acquire runs twice at the same time, and one. */
  private static final int STEPPING = 5;

  /** Some of those who bring mail can write, and others go on. */
  private static final int BRINGING = 3;

  private final Orchestrator orchestrator;
  private final Writes writes;
  private final Supplier<? extends Optional<? extends RuntimeException>> mustStop;
  private final Consumer<RuntimeException> failed;
  private final List<Thread> inboxThreads = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean ending;
  private volatile boolean inboxesEnded;
  private volatile boolean broken;

  /**
   * Begins without threads.
   *
   * @param writes what the orchestrator has written
   * @param mustStop why nothing more may be acknowledged, from the moment on when that is so
   * @param failed is told, once for each thread, why it ended before its time
   */
  Loops(
      Orchestrator orchestrator,
      Writes writes,
      Supplier<? extends Optional<? extends RuntimeException>> mustStop,
      Consumer<RuntimeException> failed) {
    this.orchestrator = orchestrator;
    this.writes = writes;
    this.mustStop = mustStop;
    this.failed = failed;
    for (int i = 0; i < STEPPING; i++) {
      threads.add(thread("orchestrator-" + i, this::orchestrate));
    }
  }

  /**
   * Has the messages of a queue in this process brought, by threads that step. Before the start.
   */
  void bringNear(TaskQueue queue) {
    Inbox inbox = orchestrator.inbox(queue);
    for (int i = 0; i < BRINGING; i++) {
      inboxThreads.add(thread("inbox-" + i, () -> bring(inbox, () -> drive(false))));
    }
  }

  /** Has the messages of a queue brought, by a thread of its own. Before the start. */
  void bringFar(TaskQueue queue) {
    Inbox inbox = orchestrator.inbox(queue);
    inboxThreads.add(thread("inbox", () -> bring(inbox, orchestrator::wake)));
  }

  private Thread thread(String name, Loop loop) {
    return new WriterThread("pawl-" + name, () -> run(loop));
  }

  private interface Loop {
    void run() throws InterruptedException;
  }

  private void run(Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken = true;
      failed.accept(e);
    } catch (Error e) {
      broken = true;
      failed.accept(new IllegalStateException("a thread of the orchestrator ended: " + e, e));
    }
  }

  void start() {
    threads.forEach(Thread::start);
    inboxThreads.forEach(Thread::start);
  }

  private void orchestrate() throws InterruptedException {
    while (drive(true)) {
      orchestrator.await(IDLE_MILLIS);
    }
  }

  /**
   * Steps and writes until there is nothing to do.
   *
   * @param patient whether to wait while another thread steps; else that one does what there is
   * @return false where there will be nothing to do any more
   */
  private boolean drive(boolean patient) {
    while (true) {
      boolean mine = patient || turn.tryLock();
      int work = mine ? step(patient) : 0;
      Runnable write = writes.poll();
      if (work < 0 || (write == null && work == 0 && !(mine && orchestrator.hasMail()))) {
        return work >= 0;
      }
      if (write != null) {
        if (orchestrator.hasMail() || !writes.isEmpty()) {
          orchestrator.wake();
        }
        write.run();
      }
    }
  }

  /** One step in turn; gives the work done, -1 where there is none left for ever. */
  private int step(boolean patient) {
    if (patient) {
      turn.lock();
    }
    try {
      if (broken || (inboxesEnded && !orchestrator.isWriting())) {
        return -1;
      }
      int work = orchestrator.step();
      throwIfPresent(orchestrator.fatal());
      throwIfPresent(mustStop.get());
      return work;
    } finally {
      turn.unlock();
    }
  }

  private static void throwIfPresent(Optional<? extends RuntimeException> failure) {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void bring(Inbox inbox, Runnable brought) throws InterruptedException {
    while (!broken) {
      int messages = messages(inbox);
      if (messages > 0) {
        brought.run();
      } else if (ending) {
        return;
      }
    }
  }

  private int messages(Inbox inbox) throws InterruptedException {
    try {
      return inbox.step(ending ? Duration.ZERO : INBOX_WAIT);
    } catch (PortFailure.Unavailable e) {
      Thread.sleep(INBOX_WAIT);
      return 0;
    }
  }

  /** Brings what has arrived to its end: to the log, and to acknowledgements. */
  @Override
  public void close() {
    ending = true;
    join(inboxThreads);
    inboxesEnded = true;
    join(threads);
  }

  private static void join(List<Thread> threads) {
    long end = System.nanoTime() + Duration.ofMillis(LONGEST_END_MILLIS).toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
