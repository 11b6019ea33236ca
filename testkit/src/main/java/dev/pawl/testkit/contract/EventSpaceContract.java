package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import org.junit.jupiter.api.Test;

/**
 * Lack of space is a refusal, and work goes on when there is space. For adapters whose space can be
 * limited.
 */
public interface EventSpaceContract extends EventStoreContract {
  /** Leaves less than 1 MiB of space. */
  void fillSpace();

  /** Gives the space back. */
  void freeSpace();

  @Test
  @Guarantee("E9")
  @Acceptance("E10")
  default void anAppendWithoutSpaceLeavesTheStreamAsItWasAndSucceedsLater() {
    String large = "x".repeat(2 << 20);
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      append(store, "run-1", epoch, 0, "a");
      fillSpace();
      for (int i = 0; i < 3; i++) {
        assertThat(EventStoreContract.failure(tryAppend(store, "run-1", epoch, 1, "b", large)))
            .isInstanceOf(PortFailure.Unavailable.class);
        assertThat(texts(store, "run-1")).containsExactly("a");
      }
      freeSpace();

      assertThat(append(store, "run-1", epoch, 1, "b", large)).isEqualTo(3);
    }
    try (EventStore store = open()) {
      assertThat(texts(store, "run-1")).containsExactly("a", "b", large);
    }
  }
}
