package dev.pawl.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import dev.pawl.testkit.contract.TaskQueueContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with -9 in the middle of work, and started again over the same folder. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresCrashTest {
  private static final int STREAMS = 4;

  @TempDir Path folder;

  @Test
  @Guarantee("E4")
  void what_was_acknowledged_is_there_after_the_server_was_killed_in_the_middle_of_appends()
      throws Exception {
    try (PostgresServer server = PostgresServer.startIn(folder);
        PostgresDatabase database = PostgresDatabase.open(server.newSchema());
        var threads = Executors.newFixedThreadPool(STREAMS)) {
      EventStore store = database.eventStore();
      AtomicInteger appended = new AtomicInteger();
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<Integer>> acknowledged =
          IntStream.range(0, STREAMS)
              .mapToObj(i -> threads.submit(() -> append(store, "run-" + i, appended, enough)))
              .toList();
      Awaitility.await().until(() -> appended.get() > 200);

      server.killAndRestart();
      enough.set(true);

      for (int i = 0; i < STREAMS; i++) {
        int last = acknowledged.get(i).get();
        List<String> found =
            store.read("run-" + i, 1, Integer.MAX_VALUE).stream()
                .map(EventStoreContract::text)
                .toList();
        // The append that failed may be there, whole, since nobody was told.
        assertThat(found.size()).isIn(2 * last, 2 * last + 2);
        assertThat(found)
            .isEqualTo(IntStream.range(0, found.size()).mapToObj(n -> "event " + n).toList());
        assertThat(store.lastPosition("run-" + i)).isEqualTo(found.size());
      }
    }
  }

  /**
   * Appends until that fails, or it is enough: one whose answer was lost goes on when the server is
   * back.
   *
   * @return how many appends, each of two events, were acknowledged
   */
  private static int append(
      EventStore store, String stream, AtomicInteger appended, AtomicBoolean enough) {
    long epoch = store.acquire(stream);
    int done = 0;
    while (!enough.get()) {
      try {
        AppendOutcome outcome =
            store
                .append(
                    List.of(
                        EventStoreContract.request(
                            stream,
                            epoch,
                            2L * done,
                            "event " + 2 * done,
                            "event " + (2 * done + 1))))
                .getFirst();
        if (!(outcome instanceof AppendOutcome.Appended)) {
          return done;
        }
        done++;
        appended.incrementAndGet();
      } catch (PortFailure.Unavailable e) {
        return done;
      }
    }
    return done;
  }

  @Test
  @Guarantee("Q6")
  void sent_messages_survive_the_server_and_its_consumers_go_on() throws Exception {
    try (PostgresServer server = PostgresServer.startIn(folder);
        PostgresDatabase database = PostgresDatabase.open(server.newSchema());
        TaskQueue queue =
            database.taskQueue(PostgresQueueOptions.DEFAULT.withLease(Duration.ofSeconds(2)))) {
      for (int i = 0; i < 50; i++) {
        queue.send("work", List.of(TaskQueueContract.body("message " + i)));
      }
      queue.settle(queue.receive("work", 10, Duration.ZERO), new Settlement.Acknowledge());

      server.killAndRestart();

      Set<String> received = new HashSet<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            try {
              queue
                  .receive("work", 100, Duration.ofSeconds(1))
                  .forEach(one -> received.add(TaskQueueContract.text(one)));
            } catch (PortFailure.Unavailable e) {
              // It is not back yet.
            }
            return received.size() == 40;
          });
    }
  }
}
