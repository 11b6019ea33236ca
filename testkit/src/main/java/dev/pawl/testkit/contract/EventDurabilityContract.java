package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What was acknowledged is there after a reopen, whether the owner closed its store or just went
 * away.
 */
public interface EventDurabilityContract extends EventStoreContract {
  @Test
  @Guarantee("E4")
  @Acceptance("L17")
  default void eventsSurviveACloseAndAReopen() {
    try (EventStore store = open()) {
      append(store, "run-1", store.acquire("run-1"), 0, "a", "b");
    }
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).containsExactly("a", "b");
      assertThat(append(store, "run-1", store.acquire("run-1"), 2, "c")).isEqualTo(3);
      assertThat(texts(store, "run-1")).containsExactly("a", "b", "c");
    }
  }

  @Test
  @Guarantee("E4")
  default void eventsSurviveManyOwnersThatNeverClosed() {
    List<EventStore> abandoned = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      EventStore store = open();
      abandoned.add(store);
      long epoch = store.acquire("run-1");
      assertThat(texts(store, "run-1")).isEqualTo(expected);
      for (int j = 0; j < i; j++) {
        String text = "owner " + i + " event " + j;
        append(store, "run-1", epoch, expected.size(), text);
        expected.add(text);
      }
    }
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).isEqualTo(expected);
    }
    abandoned.forEach(EventStore::close);
  }
}
