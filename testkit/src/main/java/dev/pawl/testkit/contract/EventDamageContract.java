package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import org.junit.jupiter.api.Test;

/**
 * Damage is told, never returned; what a crash leaves is no damage. For adapters that keep bytes
 * which can be damaged.
 */
public interface EventDamageContract extends EventStoreContract {
  /** Changes one stored byte of the event at this position. */
  void damage(String stream, long position);

  /** Leaves the stream as a crash in the middle of writing its last append does. */
  void tearLastAppend(String stream);

  @Test
  @Guarantee("E8")
  default void aDamagedEventIsNeverReturnedAndTheFailureNamesStreamAndPosition() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      append(store, "run-1", epoch, 0, "a", "b");
      append(store, "run-1", epoch, 2, "c");
      append(store, "run-1", epoch, 3, "d");
    }
    damage("run-1", 2);
    try (EventStore store = open()) {
      assertThatThrownBy(() -> store.read("run-1", 1, 10))
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContainingAll("run-1", "position 2");
      assertThatThrownBy(
              () -> {
                store.acquire("run-1");
                store.read("run-1", 1, 10);
              })
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContainingAll("run-1", "position 2");
    }
  }

  @Test
  @Guarantee({"E7", "E8"})
  default void damageStaysInItsStream() {
    try (EventStore store = open()) {
      for (String stream : new String[] {"run-1", "run-2"}) {
        long epoch = store.acquire(stream);
        append(store, stream, epoch, 0, "a");
        append(store, stream, epoch, 1, "b");
      }
    }
    damage("run-1", 1);
    try (EventStore store = open()) {
      assertThat(store.streams()).contains("run-2");
      assertThat(append(store, "run-2", store.acquire("run-2"), 2, "c")).isEqualTo(3);
      assertThat(texts(store, "run-2")).containsExactly("a", "b", "c");
    }
  }

  @Test
  @Guarantee({"E2", "E8"})
  @Acceptance("E09")
  default void anIncompleteLastAppendIsNoDamageAndLeavesNothing() {
    EventStore crashed = open();
    long epoch = crashed.acquire("run-1");
    append(crashed, "run-1", epoch, 0, "a", "b");
    append(crashed, "run-1", epoch, 2, "c", "d", "e");
    tearLastAppend("run-1");
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).containsExactly("a", "b");
      assertThat(append(store, "run-1", store.acquire("run-1"), 2, "f")).isEqualTo(3);
      assertThat(texts(store, "run-1")).containsExactly("a", "b", "f");
    }
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).containsExactly("a", "b", "f");
    }
    crashed.close();
  }
}
