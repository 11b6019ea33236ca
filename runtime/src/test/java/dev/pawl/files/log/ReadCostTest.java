package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files a read opens, and how much of them it reads. */
class ReadCostTest extends WatchedLog {
  private static final int FRAME = 4 << 10;

  @Test
  void theOwnerReadsWhatItAppendedLatelyAndTheEndWithoutAFile() {
    try (EventStore store = open()) {
      append(store, STREAM, store.acquire(STREAM), 0, "a", "b");
      files.forget();

      assertThat(texts(store, STREAM)).containsExactly("a", "b");
      assertThat(store.read(STREAM, 3, 10)).isEmpty();
      assertThat(store.lastPosition(STREAM)).isEqualTo(2);
      assertThat(files.done("openForReading")).isEmpty();
    }
  }

  @Test
  void aReadOpensNoSegmentBehindItsMaximum() {
    try (EventStore store = open()) {
      for (int i = 0; i < 3; i++) {
        append(store, STREAM, store.acquire(STREAM), i, "event " + i);
      }
      append(store, STREAM, store.acquire(STREAM), 3, "event 3");
    }
    EventStore reader = open();
    assertThat(reader.lastPosition(STREAM)).isEqualTo(4);
    files.forget();
    assertThat(reader.read(STREAM, 1, 1)).extracting(StoredEvent::position).containsExactly(1L);

    assertThat(files.done("openForReading"))
        .containsExactly(
            "openForReading " + SegmentName.path(STREAM, 4), "openForReading " + SECOND);
  }

  /** Events of 4 KiB each, in batches of so many. */
  private long write(EventStore store, int batches, int size) {
    long epoch = store.acquire(STREAM);
    String[] events = new String[size];
    Arrays.fill(events, filling(FRAME));
    for (int i = 0; i < batches; i++) {
      append(store, STREAM, epoch, (long) i * size, events);
    }
    return epoch;
  }

  @Test
  void upTo100EventsAreReadInSmallPiecesAndMoreInLargeOnes() {
    write(openElsewhere(), 1, 200);
    EventStore reader = open();
    assertThat(reader.lastPosition(STREAM)).isEqualTo(200);

    assertThat(piecesOfARead(reader, 100))
        .hasSizeGreaterThan(10)
        .allMatch(piece -> piece == 24_576);
    assertThat(piecesOfARead(reader, 101)).containsOnly(524_288);
  }

  private List<Integer> piecesOfARead(EventStore reader, int maximum) {
    files.forget();
    files.meanwhile(
        "openForReading " + FIRST, () -> files.meanwhile("openForReading " + FIRST, files::forget));
    assertThat(reader.read(STREAM, 1, maximum)).hasSize(maximum);
    return files.done("read").stream()
        .map(read -> Integer.valueOf(read.substring(read.lastIndexOf(' ') + 1)))
        .toList();
  }

  @Test
  void aReadBeginsNearItsPositionForTheOwnerAndForOthers() {
    EventStore owner = open();
    write(owner, 3, 30);
    EventStore reader = open();
    assertThat(reader.lastPosition(STREAM)).isEqualTo(90);

    for (int position = 1; position <= 60; position++) {
      assertThat(lead(owner, position)).as("%s", position).isBetween(0, 32 << 10);
      assertThat(lead(reader, position)).as("%s", position).isBetween(0, 32 << 10);
    }
  }

  /** How many bytes before its event a read begins. */
  private int lead(EventStore store, int position) {
    int tail = SegmentHeader.BYTES + 90 * FRAME;
    files.forget();
    assertThat(store.read(STREAM, position, 1))
        .extracting(StoredEvent::position)
        .containsExactly((long) position);
    int first =
        files.done("read").stream()
            .mapToInt(read -> Integer.parseInt(read.split(" ")[2]))
            .filter(offset -> offset >= SegmentHeader.BYTES && offset < tail)
            .min()
            .orElseThrow();
    return SegmentHeader.BYTES + (position - 1) * FRAME - first;
  }

  @Test
  void theReadersOf1000StreamsAndTwiceThoseThatAreOwnedAreKept() {
    EventStore other = openElsewhere();
    append(other, "kept", other.acquire("kept"), 0, "a");
    try (EventStore store = open()) {
      for (int i = 0; i < 10; i++) {
        store.acquire("owned-" + i);
      }
      assertThat(looksForSegments(store)).isTrue();
      for (int i = 11; i < 1_019; i++) {
        assertThat(store.lastPosition("none-" + i)).isZero();
      }
      assertThat(looksForSegments(store)).isFalse();

      assertThat(store.lastPosition("none")).isZero();
      assertThat(looksForSegments(store)).isTrue();
      assertThat(looksForSegments(store)).isFalse();
    }
  }

  @Test
  void aClosedStoreKnowsNoStreamByHeart() {
    EventStore other = openElsewhere();
    append(other, "kept", other.acquire("kept"), 0, "a");
    EventStore store = open();
    assertThat(looksForSegments(store)).isTrue();
    assertThat(looksForSegments(store)).isFalse();
    store.close();

    assertThat(looksForSegments(store)).isTrue();
  }

  private boolean looksForSegments(EventStore store) {
    files.forget();
    assertThat(texts(store, "kept")).containsExactly("a");
    return files.done("list").contains("list kept");
  }
}
