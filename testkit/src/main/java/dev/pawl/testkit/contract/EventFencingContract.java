package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AcquireOutcome;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One owner at a time: who acquired last may append, nobody else. */
public interface EventFencingContract extends EventStoreContract {
  @Test
  @Guarantee("E5")
  default void eachAcquireGivesAHigherEpoch() {
    try (EventStore first = open();
        EventStore second = open()) {
      long one = first.acquire("run-1");
      long two = second.acquire("run-1");
      long three = first.acquire("run-1");

      assertThat(two).isGreaterThan(one);
      assertThat(three).isGreaterThan(two);
    }
  }

  @Test
  @Guarantee("E5")
  @Acceptance("L09")
  default void anAppendOfTheFormerOwnerIsFencedForEver() {
    try (EventStore former = open();
        EventStore owner = open()) {
      long old = former.acquire("run-1");
      append(former, "run-1", old, 0, "a");
      long current = owner.acquire("run-1");

      assertThat(EventStoreContract.failure(tryAppend(former, "run-1", old, 1, "stale")))
          .isInstanceOf(PortFailure.Fenced.class);
      assertThat(append(owner, "run-1", current, 1, "b")).isEqualTo(2);
      assertThat(EventStoreContract.failure(tryAppend(former, "run-1", old, 2, "stale")))
          .isInstanceOf(PortFailure.Fenced.class);
      assertThat(append(owner, "run-1", current, 2, "c")).isEqualTo(3);
      assertThat(texts(owner, "run-1")).containsExactly("a", "b", "c");
      assertThat(texts(former, "run-1")).containsExactly("a", "b", "c");
    }
  }

  @Test
  @Guarantee({"E5", "E7"})
  default void severalStreamsAreAcquiredAsEachAlone() {
    try (EventStore first = open();
        EventStore second = open()) {
      long old = first.acquire("run-2");

      List<AcquireOutcome> outcomes = second.acquire(List.of("run-1", "No Name", "run-2"));

      assertThat(outcomes.get(0)).isInstanceOf(AcquireOutcome.Acquired.class);
      assertThat(outcomes.get(1))
          .isInstanceOfSatisfying(
              AcquireOutcome.Refused.class,
              refused -> assertThat(refused.failure()).isInstanceOf(PortFailure.Invalid.class));
      assertThat(outcomes.get(2))
          .isInstanceOfSatisfying(
              AcquireOutcome.Acquired.class,
              acquired -> {
                assertThat(acquired.epoch()).isGreaterThan(old);
                assertThat(append(second, "run-2", acquired.epoch(), 0, "a")).isEqualTo(1);
              });
      assertThat(EventStoreContract.failure(tryAppend(first, "run-2", old, 1, "stale")))
          .isInstanceOf(PortFailure.Fenced.class);
    }
  }

  @Test
  @Guarantee("E5")
  default void aLowerEpochIsRefusedByTheSameStoreToo() {
    try (EventStore store = open()) {
      long old = store.acquire("run-1");
      long current = store.acquire("run-1");

      assertThat(EventStoreContract.failure(tryAppend(store, "run-1", old, 0, "stale")))
          .isInstanceOf(PortFailure.Fenced.class);
      assertThat(append(store, "run-1", current, 0, "a")).isEqualTo(1);
    }
  }

  @Test
  @Guarantee("E5")
  default void anAppendToAStreamThatNobodyAcquiredIsFenced() {
    try (EventStore store = open()) {
      assertThat(EventStoreContract.failure(tryAppend(store, "run-1", 1, 0, "a")))
          .isInstanceOf(PortFailure.Fenced.class);
      assertThat(store.streams()).isEmpty();
    }
  }

  @Test
  @Guarantee("E5")
  default void epochsGoOnAfterAReopen() {
    long before;
    try (EventStore store = open()) {
      before = store.acquire("run-1");
      append(store, "run-1", before, 0, "a");
    }
    try (EventStore store = open()) {
      assertThat(store.acquire("run-1")).isGreaterThan(before);
    }
  }

  @Test
  @Guarantee({"E3", "E5"})
  default void ownersThatTakeTheStreamFromEachOtherLoseNothingThatWasAcknowledged()
      throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<String>>> owners =
          List.of(threads.submit(() -> contend("a")), threads.submit(() -> contend("b")));
      for (Future<List<String>> owner : owners) {
        acknowledged.addAll(owner.get());
      }
    }
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }

  private List<String> contend(String name) {
    List<String> acknowledged = new ArrayList<>();
    try (EventStore store = open()) {
      for (int i = 0; i < 20; i++) {
        long epoch = store.acquire("run-1");
        String text = name + i;
        if (tryAppend(store, "run-1", epoch, store.lastPosition("run-1"), text)
            instanceof AppendOutcome.Appended) {
          acknowledged.add(text);
        }
      }
    }
    return acknowledged;
  }
}
