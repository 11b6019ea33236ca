package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.testkit.contract.EventStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which threads write the files of a store. */
class WriterThreadTest implements EventStoreContract {
  @TempDir Path root;
  private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

  @Override
  public EventStore open() {
    return FileEventStore.open(root);
  }

  /** The threads that stores of this test have begun. */
  private List<Thread> begun() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.getName().startsWith("pawl-"))
        .toList();
  }

  /** Runs on a writer thread, and throws what is thrown there. */
  private static void onWriterThread(Runnable work) throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    WriterThread thread = new WriterThread("writer", work);
    thread.setUncaughtExceptionHandler((failed, exception) -> thrown.set(exception));
    assertThat(thread.isDaemon()).isTrue();
    thread.start();
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  @Test
  void aThreadThatNobodyInterruptsWritesASingleStreamItself() throws InterruptedException {
    try (EventStore store = open()) {
      onWriterThread(() -> {
        append(store, "run-1", store.acquire("run-1"), 0, "a");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
      });

      assertThat(begun()).isEmpty();
      assertThat(texts(store, "run-1")).containsExactly("a");
    }
  }

  @Test
  void severalStreamsAndThoseOfOtherThreadsAreWrittenByDaemonsThatEndWithTheStore()
      throws InterruptedException {
    EventStore store = open();
    long first = store.acquire("run-1");
    assertThat(begun()).isNotEmpty();
    long second = store.acquire("run-2");
    int acquired = begun().size();
    onWriterThread(() ->
        store.append(
            List.of(
                EventStoreContract.request("run-1", first, 0, "a"),
                EventStoreContract.request("run-2", second, 0, "b"))));
    List<Thread> threads = begun();
    assertThat(threads).hasSizeGreaterThan(acquired).allMatch(Thread::isDaemon);
    assertThat(texts(store, "run-2")).containsExactly("b");

    store.close();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(10))).as(thread.getName()).isTrue();
    }
  }
}
