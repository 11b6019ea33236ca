package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Appending: positions, names, and what an event may be. */
public interface EventAppendContract extends EventStoreContract {
  @Test
  @Guarantee("E1")
  default void positionsAreOneTwoThreeWithoutGapsInTheOrderOfAppending() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");

      assertThat(append(store, "run-1", epoch, 0, "a", "b")).isEqualTo(2);
      assertThat(append(store, "run-1", epoch, 2, "c")).isEqualTo(3);

      assertThat(store.read("run-1", 1, 10))
          .extracting(StoredEvent::position)
          .containsExactly(1L, 2L, 3L);
      assertThat(texts(store, "run-1")).containsExactly("a", "b", "c");
      assertThat(store.lastPosition("run-1")).isEqualTo(3);
    }
  }

  @Test
  @Guarantee("E1")
  default void severalRequestsForOneStreamInOneCallFollowEachOther() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");

      List<AppendOutcome> outcomes =
          store.append(
              List.of(
                  EventStoreContract.request("run-1", epoch, 0, "a"),
                  EventStoreContract.request("run-1", epoch, 1, "b")));

      assertThat(outcomes)
          .containsExactly(
              new AppendOutcome.Appended("run-1", 1), new AppendOutcome.Appended("run-1", 2));
      assertThat(texts(store, "run-1")).containsExactly("a", "b");
    }
  }

  @Test
  @Guarantee("E1")
  default void anAppendWithoutEventsChangesNothing() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      append(store, "run-1", epoch, 0, "a");

      assertThat(append(store, "run-1", epoch, 1)).isEqualTo(1);
      assertThat(texts(store, "run-1")).containsExactly("a");
    }
  }

  @Test
  @Guarantee("E6")
  default void typesAndPayloadsOfEverySizeComeBackAsTheyWere() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      List<EventRecord> events = new ArrayList<>();
      for (int size : new int[] {0, 1, 7, 8, 9, 4095, 4096, 70_000, 3_000_000}) {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
          payload[i] = (byte) (i * 31 + size);
        }
        events.add(new EventRecord(size - 1, payload));
      }
      assertThat(store.append(List.of(new AppendRequest("run-1", epoch, 0, events))))
          .containsExactly(new AppendOutcome.Appended("run-1", events.size()));

      try (EventStore other = open()) {
        List<StoredEvent> read = other.read("run-1", 1, 100);
        assertThat(read).hasSameSizeAs(events);
        for (int i = 0; i < read.size(); i++) {
          assertThat(read.get(i).type()).isEqualTo(events.get(i).type());
          assertThat(read.get(i).payload()).isEqualTo(events.get(i).payload());
        }
      }
    }
  }

  @Test
  @Acceptance("E16")
  default void namesThatAreNoNamesAreInvalidEverywhere() {
    try (EventStore store = open()) {
      for (String name :
          List.of("", "..", "../up", "a/b", "A", "a b", "-a", "x".repeat(101), "a\u0000b", "a\n")) {
        assertThatThrownBy(() -> store.acquire(name))
            .as(name)
            .isInstanceOf(PortFailure.Invalid.class);
        assertThatThrownBy(() -> store.read(name, 1, 1))
            .as(name)
            .isInstanceOf(PortFailure.Invalid.class);
        assertThatThrownBy(() -> store.lastPosition(name))
            .as(name)
            .isInstanceOf(PortFailure.Invalid.class);
        assertThatThrownBy(() -> store.delete(name))
            .as(name)
            .isInstanceOf(PortFailure.Invalid.class);
        assertThat(EventStoreContract.failure(tryAppend(store, name, 1, 0, "x")))
            .as(name)
            .isInstanceOf(PortFailure.Invalid.class);
      }
      assertThat(store.streams()).isEmpty();
    }
  }
}
