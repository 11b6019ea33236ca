package dev.pawl.peers.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pawl.peers.Peer;
import dev.pawl.peers.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * db-scheduler on PostgreSQL: a task is a row, and it is recorded when the row is deleted and that
 * is committed. Rows are inserted in batches, locked and fetched many at a time, and run by sixteen
 * threads; what is due now is looked for at once.
 */
public final class DbSchedulerPeer implements Peer {
  private static final int THREADS = 16;
  private static final int BATCH = 1_000;
  private static final long LONGEST_MINUTES = 10;

  private final Database database;
  private final HikariDataSource connections;
  private final OneTimeTask<Void> nothing = Tasks.oneTime("nothing").execute((_, _) -> {});
  private final Scheduler scheduler;
  private volatile Recorder recorder = new Recorder(0);
  private long lastId;

  private DbSchedulerPeer(Database database) {
    this.database = database;
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.source());
    config.setMaximumPoolSize(THREADS + 4);
    this.connections = new HikariDataSource(config);
    this.scheduler =
        Scheduler.create(connections, nothing)
            .threads(THREADS)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofMillis(100))
            .enableImmediateExecution()
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onExecutionComplete(ExecutionComplete execution) {
                    recorder.recorded(execution);
                  }
                })
            .build();
    scheduler.start();
  }

  /** Measures it; see {@link Trial#main}. */
  public static void main(String[] arguments) throws Exception {
    Trial.main(arguments, () -> new DbSchedulerPeer(Database.start()));
  }

  /** Counts tasks whose rows are gone. Safe for use by many threads. */
  private static final class Recorder {
    private final CountDownLatch left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Recorder(int tasks) {
      left = new CountDownLatch(tasks);
    }

    void recorded(ExecutionComplete execution) {
      execution.getCause().ifPresent(failure::set);
      left.countDown();
    }

    void await() throws InterruptedException {
      boolean all = left.await(LONGEST_MINUTES, TimeUnit.MINUTES);
      if (!all || failure.get() != null) {
        throw new IllegalStateException(
            "expected all tasks to be recorded, found " + left.getCount() + " that are not",
            failure.get());
      }
    }
  }

  @Override
  public void fanOut(int tasks) throws InterruptedException {
    Recorder all = new Recorder(tasks);
    recorder = all;
    for (int left = tasks; left > 0; left -= BATCH) {
      List<TaskInstance<?>> rows = new ArrayList<>();
      for (int i = Math.min(left, BATCH); i > 0; i--) {
        rows.add(next());
      }
      scheduler.scheduleBatch(rows, Instant.now());
    }
    all.await();
  }

  @Override
  public long[] chain(int tasks) throws InterruptedException {
    long[] nanos = new long[tasks];
    for (int i = 0; i < tasks; i++) {
      Recorder one = new Recorder(1);
      recorder = one;
      long start = System.nanoTime();
      scheduler.schedule(next(), Instant.now());
      one.await();
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private TaskInstance<Void> next() {
    return nothing.instance(String.valueOf(++lastId));
  }

  @Override
  public void close() throws IOException {
    scheduler.stop();
    connections.close();
    database.close();
  }
}
