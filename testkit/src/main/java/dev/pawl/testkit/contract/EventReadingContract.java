package dev.pawl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Reading: everything acknowledged, in order, from any position, beside a writer. */
public interface EventReadingContract extends EventStoreContract {
  @Test
  @Guarantee("E6")
  default void aReadBeginsAnywhereAndStopsAtItsMaximumOrTheEnd() {
    try (EventStore store = open();
        EventStore other = open()) {
      append(store, "run-1", store.acquire("run-1"), 0, "a", "b", "c", "d");

      for (EventStore asked : List.of(store, other)) {
        assertThat(asked.read("run-1", 2, 2))
            .extracting(EventStoreContract::text)
            .containsExactly("b", "c");
        assertThat(asked.read("run-1", 4, 100))
            .extracting(EventStoreContract::text)
            .containsExactly("d");
        assertThat(asked.read("run-1", 5, 100)).isEmpty();
        assertThat(asked.read("run-1", Long.MAX_VALUE, 100)).isEmpty();
        assertThat(asked.read("run-1", 1, 0)).isEmpty();
      }
    }
  }

  @Test
  @Guarantee("E6")
  default void aPositionBelowOneOrANegativeMaximumIsInvalid() {
    try (EventStore store = open()) {
      assertThatThrownBy(() -> store.read("run-1", 0, 1)).isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.read("run-1", 1, -1)).isInstanceOf(PortFailure.Invalid.class);
    }
  }

  @Test
  @Guarantee("E6")
  default void aStreamThatDoesNotExistIsEmptyAndReadingCreatesNothing() {
    try (EventStore store = open()) {
      assertThat(store.read("run-1", 1, 10)).isEmpty();
      assertThat(store.lastPosition("run-1")).isZero();
      assertThat(store.streams()).isEmpty();
    }
  }

  @Test
  @Guarantee("E6")
  default void anotherOpeningSeesWhatWasAppendedBeforeItsRead() {
    try (EventStore writer = open();
        EventStore reader = open()) {
      long epoch = writer.acquire("run-1");
      for (int i = 0; i < 50; i++) {
        append(writer, "run-1", epoch, i, "event " + i);

        assertThat(reader.lastPosition("run-1")).isEqualTo(i + 1);
        assertThat(reader.read("run-1", i + 1L, 1))
            .extracting(EventStoreContract::text)
            .containsExactly("event " + i);
      }
    }
  }

  @Test
  @Guarantee({"E2", "E6"})
  default void readersBesideAWriterSeeWholeBatchesInOrder() throws Exception {
    try (EventStore writer = open();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      long epoch = writer.acquire("run-1");
      List<Future<Integer>> readers =
          List.of(
              threads.submit(() -> follow(writer, 900)),
              threads.submit(() -> {
                try (EventStore other = open()) {
                  return follow(other, 900);
                }
              }));
      for (int i = 0; i < 300; i++) {
        append(writer, "run-1", epoch, i * 3L, "a" + i, "b" + i, "c" + i);
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isEqualTo(900);
      }
    }
  }

  private static int follow(EventStore store, int total) {
    int seen = 0;
    while (seen < total) {
      List<StoredEvent> events = store.read("run-1", seen + 1L, Integer.MAX_VALUE);
      assertThat(events.size() % 3).isZero();
      for (StoredEvent event : events) {
        assertThat(event.position()).isEqualTo(seen + 1L);
        assertThat(EventStoreContract.text(event))
            .isEqualTo("" + "abc".charAt(seen % 3) + seen / 3);
        seen++;
      }
    }
    return seen;
  }

  @Test
  @Guarantee("E6")
  default void everyPositionOfALongStreamIsFoundByItself() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      int total = 5_000;
      for (int first = 0; first < total; first += 500) {
        List<EventRecord> events = new ArrayList<>();
        for (int i = first; i < first + 500; i++) {
          events.add(EventStoreContract.event(i, "payload ".repeat(i % 40) + i));
        }
        store.append(List.of(new AppendRequest("run-1", epoch, first, events)));
      }
      try (EventStore other = open()) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 200; i++) {
          int position = random.nextInt(total) + 1;
          EventStore asked = i % 2 == 0 ? store : other;
          assertThat(asked.read("run-1", position, 2))
              .first()
              .satisfies(event -> {
                assertThat(event.position()).isEqualTo(position);
                assertThat(event.type()).isEqualTo(position - 1);
                assertThat(EventStoreContract.text(event))
                    .isEqualTo("payload ".repeat((position - 1) % 40) + (position - 1));
              });
        }
      }
    }
  }

  @Test
  @Guarantee("E6")
  default void anInterruptedThreadReadsAndAppendsAsAnyOther() {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      Thread.currentThread().interrupt();
      append(store, "run-1", epoch, 0, "a");
      List<String> texts = texts(store, "run-1");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(texts).containsExactly("a");
      append(store, "run-1", epoch, 1, "b");
      assertThat(texts(store, "run-1")).containsExactly("a", "b");
    } finally {
      Thread.interrupted();
    }
  }
}
