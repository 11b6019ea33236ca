package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams beside each other: one call for many, one stream's failure, listing and deletion. */
public interface EventIsolationContract extends EventStoreContract {
  @Test
  @Guarantee("E7")
  default void aRefusedStreamDoesNotTouchTheOthersOfItsCallAndOutcomesComeInOrder() {
    try (EventStore store = open()) {
      List<AppendRequest> requests = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        long epoch = store.acquire("run-" + i);
        boolean stale = i % 10 == 3;
        boolean wrong = i % 10 == 7;
        requests.add(
            EventStoreContract.request(
                "run-" + i, stale ? epoch - 1 : epoch, wrong ? 5 : 0, "event " + i));
      }
      List<AppendOutcome> outcomes = store.append(requests);

      for (int i = 0; i < 40; i++) {
        assertThat(outcomes.get(i).stream()).isEqualTo("run-" + i);
        switch (i % 10) {
          case 3 ->
              assertThat(EventStoreContract.failure(outcomes.get(i)))
                  .isInstanceOf(PortFailure.Fenced.class);
          case 7 ->
              assertThat(EventStoreContract.failure(outcomes.get(i)))
                  .isInstanceOf(PortFailure.Conflict.class);
          default ->
              assertThat(outcomes.get(i)).isEqualTo(new AppendOutcome.Appended("run-" + i, 1));
        }
        assertThat(texts(store, "run-" + i)).hasSize(i % 10 == 3 || i % 10 == 7 ? 0 : 1);
      }
    }
  }

  @Test
  @Guarantee("E7")
  default void anEmptyCallHasNoOutcomes() {
    try (EventStore store = open()) {
      assertThat(store.append(List.of())).isEmpty();
    }
  }

  @Test
  default void streamsWithEventsAreListedSorted() {
    try (EventStore store = open();
        EventStore other = open()) {
      for (String stream : List.of("b", "c", "a", "a.b-c_d")) {
        append(store, stream, store.acquire(stream), 0, "x");
      }
      store.acquire("without-events");

      assertThat(store.streams()).containsExactly("a", "a.b-c_d", "b", "c");
      assertThat(other.streams()).containsExactly("a", "a.b-c_d", "b", "c");
    }
  }

  @Test
  default void aDeletedStreamIsGoneForEveryOpeningAndItsNameIsFree() {
    try (EventStore store = open();
        EventStore other = open()) {
      long old = store.acquire("run-1");
      append(store, "run-1", old, 0, "a", "b", "c");
      append(store, "run-2", store.acquire("run-2"), 0, "kept");
      assertThat(texts(other, "run-1")).hasSize(3);

      store.delete("run-1");
      store.delete("run-1");
      store.delete("never-there");

      assertThat(store.streams()).containsExactly("run-2");
      assertThat(texts(store, "run-1")).isEmpty();
      assertThat(texts(other, "run-1")).isEmpty();
      assertThat(EventStoreContract.failure(tryAppend(store, "run-1", old, 3, "x")))
          .isInstanceOf(PortFailure.Fenced.class);
      assertThat(append(store, "run-1", store.acquire("run-1"), 0, "new")).isEqualTo(1);
      assertThat(texts(other, "run-1")).containsExactly("new");
      assertThat(texts(other, "run-2")).containsExactly("kept");
    }
  }

  @Test
  @Guarantee("E5")
  default void theOwnerOfADeletedStreamIsFencedThoughTheNameLivesOn() {
    try (EventStore former = open();
        EventStore other = open()) {
      long old = former.acquire("run-1");
      append(former, "run-1", old, 0, "a");
      other.delete("run-1");

      assertThat(EventStoreContract.failure(tryAppend(former, "run-1", old, 1, "lost")))
          .isInstanceOf(PortFailure.Fenced.class);
      append(other, "run-1", other.acquire("run-1"), 0, "new");
      assertThat(texts(former, "run-1")).containsExactly("new");
    }
  }
}
