package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An append takes effect only where the stream ends as the caller believes. */
public interface EventConditionContract extends EventStoreContract {
  @Test
  @Guarantee("E3")
  default void anAppendThatExpectsAnotherEndIsAConflictAndLeavesNothing() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      append(store, "run-1", epoch, 0, "a", "b");

      for (long wrong : new long[] {0, 1, 3, Long.MAX_VALUE, -1}) {
        assertThat(EventStoreContract.failure(tryAppend(store, "run-1", epoch, wrong, "x")))
            .isInstanceOf(PortFailure.Conflict.class);
      }
      assertThat(EventStoreContract.failure(tryAppend(store, "run-1", epoch, 1)))
          .isInstanceOf(PortFailure.Conflict.class);
      assertThat(texts(store, "run-1")).containsExactly("a", "b");
      assertThat(append(store, "run-1", epoch, 2, "c")).isEqualTo(3);
    }
  }

  @Test
  @Guarantee("E3")
  default void aConflictSaysWhichEndWasExpectedAndWhichWasFound() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      append(store, "run-1", epoch, 0, "a", "b");

      assertThat(EventStoreContract.failure(tryAppend(store, "run-1", epoch, 17, "x")))
          .hasMessageContainingAll("run-1", "17", "2");
    }
  }

  @Test
  @Guarantee({"E2", "E3"})
  default void ofManyThreadsThatExpectTheSameEndOneWins() throws Exception {
    try (EventStore store = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      long epoch = store.acquire("run-1");
      for (int round = 0; round < 10; round++) {
        long end = store.lastPosition("run-1");
        List<Callable<AppendOutcome>> wishes =
            IntStream.range(0, 4)
                .<Callable<AppendOutcome>>mapToObj(
                    i -> () -> tryAppend(store, "run-1", epoch, end, "x" + i, "y" + i))
                .toList();
        int won = 0;
        for (Future<AppendOutcome> outcome : threads.invokeAll(wishes)) {
          if (outcome.get() instanceof AppendOutcome.Appended) {
            won++;
          }
        }
        assertThat(won).isEqualTo(1);
        assertThat(store.lastPosition("run-1")).isEqualTo(end + 2);
      }
      List<String> texts = texts(store, "run-1");
      for (int i = 0; i < texts.size(); i += 2) {
        assertThat(texts.get(i + 1).substring(1)).isEqualTo(texts.get(i).substring(1));
      }
    }
  }
}
