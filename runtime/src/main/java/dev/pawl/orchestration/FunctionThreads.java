package dev.pawl.orchestration;

import dev.pawl.run.RunCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions on threads of their own. A call that exceeds its limit is given up: its thread is
 * interrupted and, if it does not heed that, left behind at the lowest priority, because nothing in
 * Java can end it. Safe for many threads.
 */
public final class FunctionThreads implements FunctionRunner {
  private final AtomicInteger abandoned = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("pawl-function-", 0).factory());
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pawl-function-watch").factory());

  @Override
  public void run(
      Supplier<List<RunCommand>> call,
      Duration limit,
      Consumer<List<RunCommand>> done,
      Consumer<String> failed) {
    AtomicBoolean settled = new AtomicBoolean();
    AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    threads.execute(() -> {
      runner.set(Thread.currentThread());
      var alarm =
          watch.schedule(
              () -> giveUp(limit, settled, runner, failed), limit.toNanos(), TimeUnit.NANOSECONDS);
      try {
        List<RunCommand> commands = call.get();
        if (settled.compareAndSet(false, true)) {
          done.accept(commands);
        }
      } catch (Throwable e) {
        if (settled.compareAndSet(false, true)) {
          failed.accept(FunctionRunner.reason(e));
        }
      } finally {
        alarm.cancel(false);
        runner.set(null);
        Thread.interrupted();
      }
    });
  }

  /** Asks the thread to end, and where it does not, lets it have only what nobody else needs. */
  @SuppressWarnings("ThreadPriorityCheck")
  private void giveUp(
      Duration limit,
      AtomicBoolean settled,
      AtomicReference<@Nullable Thread> runner,
      Consumer<String> failed) {
    if (settled.compareAndSet(false, true)) {
      Thread thread = runner.get();
      if (thread != null) {
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.interrupt();
      }
      abandoned.incrementAndGet();
      failed.accept("no answer within " + limit.toMillis() + " ms");
    }
  }

  /** How many calls were given up. */
  public int abandoned() {
    return abandoned.get();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    threads.shutdownNow();
  }
}
