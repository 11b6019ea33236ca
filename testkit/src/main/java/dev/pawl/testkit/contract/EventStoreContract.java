package dev.pawl.testkit.contract;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What an adapter's test supplies to the mix-ins of this package that begin with {@code Event}.
 * Each test method has a place of its own, empty at the beginning; the adapter's test closes and
 * removes it afterwards.
 */
public interface EventStoreContract {
  /** One more opening of this test's place, as another process would have it. */
  EventStore open();

  /** Appends texts as one batch, and fails the test where that is refused. */
  default long append(EventStore store, String stream, long epoch, long expected, String... texts) {
    return switch (tryAppend(store, stream, epoch, expected, texts)) {
      case AppendOutcome.Appended appended -> appended.lastPosition();
      case AppendOutcome.Refused refused ->
          throw new AssertionError("append to " + stream + " was refused", refused.failure());
    };
  }

  /** Appends texts as one batch. */
  default AppendOutcome tryAppend(
      EventStore store, String stream, long epoch, long expected, String... texts) {
    return store.append(List.of(request(stream, epoch, expected, texts))).getFirst();
  }

  /** All events of a stream as texts. */
  default List<String> texts(EventStore store, String stream) {
    return store.read(stream, 1, Integer.MAX_VALUE).stream().map(EventStoreContract::text).toList();
  }

  /** A request to append texts, each as an event of type 1. */
  static AppendRequest request(String stream, long epoch, long expected, String... texts) {
    return new AppendRequest(
        stream, epoch, expected, Arrays.stream(texts).map(text -> event(1, text)).toList());
  }

  /** An event with a text as its payload. */
  static EventRecord event(int type, String text) {
    return new EventRecord(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The payload as a text. */
  static String text(StoredEvent event) {
    return new String(event.payload(), StandardCharsets.UTF_8);
  }

  /** The failure of a refused append; fails the test where it was not refused. */
  static PortFailure failure(AppendOutcome outcome) {
    return switch (outcome) {
      case AppendOutcome.Refused refused -> refused.failure();
      case AppendOutcome.Appended appended ->
          throw new AssertionError("should have been refused: " + appended);
    };
  }
}
