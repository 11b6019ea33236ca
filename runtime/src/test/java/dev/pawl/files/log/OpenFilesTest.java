package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** Which files a store keeps open, and when it closes them. */
class OpenFilesTest extends WatchedLog {
  private static final String A = SegmentName.path("a", 1);
  private static final String B = SegmentName.path("b", 1);
  private static final String C = SegmentName.path("c", 1);

  private void allow(int openFiles) {
    set(FileEventStoreSettings.defaults().withOpenFiles(openFiles));
  }

  @Test
  void theStreamThatWasWrittenLongestAgoIsClosedAndGivesItsSpaceBack() {
    allow(2);
    try (EventStore store = open()) {
      long a = store.acquire("a");
      long b = store.acquire("b");
      long c = store.acquire("c");
      assertThat(files.open()).isEmpty();
      append(store, "a", a, 0, "1");
      append(store, "b", b, 0, "1");
      append(store, "a", a, 1, "2");
      assertThat(files.open()).containsExactly(A, B);

      append(store, "c", c, 0, "1");
      assertThat(files.open()).containsExactly(A, C);
      assertThat(size(B)).isEqualTo(SegmentHeader.BYTES + 48);

      append(store, "b", b, 1, "2");
      assertThat(files.open()).containsExactly(B, C);
      assertThat(texts(store, "b")).containsExactly("1", "2");
    }
  }

  @Test
  void aStreamIsClosedOnceAndNotLookedAtAgainUntilItIsWritten() {
    allow(1);
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      long b = store.acquire("b");
      append(store, "b", b, 0, "1");
      files.forget();
      append(store, "b", b, 1, "2");

      assertThat(files.done("lock")).containsExactly("lock b");
    }
  }

  @Test
  void anIdleStreamKeepsNoEventsInMemory() {
    allow(1);
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      long b = store.acquire("b");
      files.forget();
      assertThat(texts(store, "a")).containsExactly("1");
      assertThat(files.done("openForReading")).isEmpty();

      append(store, "b", b, 0, "1");
      files.forget();
      assertThat(texts(store, "a")).containsExactly("1");
      assertThat(files.done("openForReading")).containsExactly("openForReading " + A);
    }
  }

  @Test
  void anIdleStreamThatSomebodyIsBusyWithIsClosedAtALaterAppend() throws Exception {
    allow(1);
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      long b = store.acquire("b");
      whileBusy("a", () -> append(store, "b", b, 0, "1"));
      assertThat(files.open()).containsExactly(A, B);

      append(store, "b", b, 1, "2");
      assertThat(files.open()).containsExactly(B);
    }
  }

  /** Another thread holds the lock of a stream. */
  private void whileBusy(String stream, Runnable work) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              Lock lock = disk.lock(stream);
              lock.lock();
              try {
                locked.countDown();
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                lock.unlock();
              }
            });
    locked.await();
    work.run();
    done.countDown();
    other.join();
  }

  @Test
  void anIdleStreamThatCannotBeClosedIsNotTheFailureOfTheOneThatIsWritten() {
    allow(1);
    EventStore store = open();
    long a = store.acquire("a");
    append(store, "a", a, 0, "1");
    long b = store.acquire("b");
    disk.setFaults((_, operation, path) -> {
      if (operation.equals("truncate") && path.equals(A)) {
        throw new IOException("injected");
      }
    });

    append(store, "b", b, 0, "1");
    append(store, "a", a, 1, "2");
    assertThat(texts(store, "a")).containsExactly("1", "2");
  }

  @Test
  @Guarantee("E5")
  void anIdleOwnerOfAStreamThatWasBegunAnewIsFenced() {
    allow(1);
    files.giveOneIdentity();
    EventStore former = open();
    long old = former.acquire("a");
    append(former, "a", old, 0, "1");
    append(former, "b", former.acquire("b"), 0, "1");
    EventStore next = openElsewhere();
    next.delete("a");
    append(next, "a", next.acquire("a"), 0, "new");

    assertThat(EventStoreContract.failure(tryAppend(former, "a", old, 1, "late")))
        .isInstanceOf(PortFailure.Fenced.class)
        .hasMessageContaining("begun anew");
    assertThat(files.open()).containsExactly(B);
    assertThat(texts(openElsewhere(), "a")).containsExactly("new");
  }

  @Test
  void anAcquireClosesTheFileOfTheOwnerBefore() {
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      assertThat(files.open()).containsExactly(A);

      long again = store.acquire("a");
      assertThat(files.open()).isEmpty();
      append(store, "a", again, 1, "2");
      assertThat(files.open()).containsExactly(SegmentName.path("a", 2));
    }
    assertThat(files.open()).isEmpty();
  }

  @Test
  void aDeletionClosesTheFile() {
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      store.delete("a");

      assertThat(files.open()).isEmpty();
    }
  }

  @Test
  void aStreamThatWasAcquiredAgainOrDeletedTakesNoPlaceAmongTheOpenOnes() {
    allow(2);
    try (EventStore store = open()) {
      long b = store.acquire("b");
      long c = store.acquire("c");
      append(store, "c", c, 0, "1");
      append(store, "a", store.acquire("a"), 0, "1");
      store.acquire("a");
      append(store, "b", b, 0, "1");
      assertThat(files.open()).containsExactly(B, C);

      store.delete("b");
      append(store, "d", store.acquire("d"), 0, "1");
      assertThat(files.open()).containsExactly(C, SegmentName.path("d", 1));
    }
  }

  @Test
  void aClosedStoreHasNoOpenFileAndTakesNoAppend() {
    EventStore store = open();
    long epoch = store.acquire("a");
    append(store, "a", epoch, 0, "1");
    append(store, "b", store.acquire("b"), 0, "1");
    store.close();
    assertThat(files.open()).isEmpty();

    assertThat(EventStoreContract.failure(tryAppend(store, "a", epoch, 1, "2")))
        .isInstanceOf(PortFailure.Fenced.class);
    assertThat(files.open()).isEmpty();
  }

  @Test
  void readersCloseTheFilesThatTheyReadDamagedOnesToo() {
    try (EventStore store = open()) {
      append(store, "a", store.acquire("a"), 0, "1");
      append(store, "a", store.acquire("a"), 1, "2");
    }
    assertThat(texts(open(), "a")).containsExactly("1", "2");
    assertThat(files.open()).isEmpty();

    new LogFiles(disk).damage("a", 1);
    assertThatThrownBy(() -> texts(open(), "a")).isInstanceOf(PortFailure.Corrupt.class);
    assertThat(files.open()).isEmpty();
  }
}
