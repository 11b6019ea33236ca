package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How segments take space, fill it, roll, and give it back. */
class SegmentSpaceTest extends WatchedLog {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  @Test
  void aSegmentGrowsOnlyWhenItIsFullAndDoublesThen() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      assertThat(size(FIRST)).isEqualTo(8 * KIB);

      append(store, STREAM, epoch, 0, filling(4 * KIB));
      assertThat(size(FIRST)).isEqualTo(8 * KIB);
      append(store, STREAM, epoch, 1, "");
      assertThat(size(FIRST)).isEqualTo(16 * KIB);
      append(store, STREAM, epoch, 2, filling(8 * KIB - FrameCodec.HEADER));
      assertThat(size(FIRST)).isEqualTo(16 * KIB);
      append(store, STREAM, epoch, 3, "");
      assertThat(size(FIRST)).isEqualTo(32 * KIB);

      assertThat(files.done("reserve")).isEmpty();
    }
  }

  @Test
  void aSegmentGrowsByFourMebibytesAtMost() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, filling(5 * MIB));
      append(store, STREAM, epoch, 1, "");

      assertThat(size(FIRST)).isEqualTo(SegmentHeader.BYTES + 9 * MIB);
    }
  }

  @Test
  void aBatchThatIsMuchLargerThanTheSpaceLeftIsReservedAsItIs() {
    try (EventStore store = open()) {
      long large = store.acquire(STREAM);
      long smaller = store.acquire("run-2");
      files.forget();
      append(store, STREAM, large, 0, filling(4 * KIB + 256 * KIB));
      append(store, "run-2", smaller, 0, filling(4 * KIB + 256 * KIB - 8));

      assertThat(files.done("reserve", "preallocate"))
          .containsExactly(
              "reserve " + FIRST + " " + 264 * KIB,
              "preallocate run-2/events-000001.log " + (264 * KIB - 8));
    }
  }

  @Test
  void aBatchIsWrittenInPiecesOf256KibibytesAndALargerEventByItself() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      String quarter = filling(64 * KIB);
      files.forget();
      append(store, STREAM, epoch, 0, quarter, quarter, quarter, quarter);
      append(store, STREAM, epoch, 4, "", quarter, quarter, quarter, quarter);
      append(store, STREAM, epoch, 9, "", filling(300 * KIB), "a", quarter);

      int second = SegmentHeader.BYTES + 256 * KIB;
      int third = second + 40 + 256 * KIB;
      assertThat(files.done("write"))
          .containsExactly(
              "write " + FIRST + " " + SegmentHeader.BYTES + " " + 256 * KIB,
              "write " + FIRST + " " + second + " " + (40 + 192 * KIB),
              "write " + FIRST + " " + (second + 40 + 192 * KIB) + " " + 64 * KIB,
              "write " + FIRST + " " + third + " 40",
              "write " + FIRST + " " + (third + 40) + " " + 300 * KIB,
              "write " + FIRST + " " + (third + 40 + 300 * KIB) + " " + (48 + 64 * KIB));
      assertThat(texts(openElsewhere(), STREAM))
          .hasSize(13)
          .endsWith("", filling(300 * KIB), "a", quarter);
    }
  }

  @Test
  void aBatchThatFillsItsSegmentToTheLimitStaysAndALargerOneBeginsAnother() {
    set(FileEventStoreSettings.defaults().withSegmentBytes(12 * KIB));
    try (EventStore store = open()) {
      long full = store.acquire(STREAM);
      append(store, STREAM, full, 0, filling(4 * KIB));
      append(store, STREAM, full, 1, filling(4 * KIB));
      long larger = store.acquire("run-2");
      append(store, "run-2", larger, 0, filling(4 * KIB));
      append(store, "run-2", larger, 1, filling(4 * KIB + 8));

      assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
      assertThat(disk.list("run-2")).containsExactly("events-000001.log", "events-000002.log");
    }
  }

  @Test
  void aBatchThatNoSegmentCouldHoldGoesIntoAnEmptyOneWholly() {
    set(FileEventStoreSettings.defaults().withSegmentBytes(12 * KIB));
    try (EventStore store = open()) {
      append(store, STREAM, store.acquire(STREAM), 0, filling(20 * KIB));

      assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
    }
  }

  @Test
  @Guarantee("E4")
  void aRollTakesTheSpaceOfItsBatchBeforeTheNewSegmentHasANameAndSealsTheOldOneThen() {
    set(FileEventStoreSettings.defaults().withSegmentBytes(12 * KIB));
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, "a");
      files.forget();
      append(store, STREAM, epoch, 1, filling(12 * KIB));

      assertThat(files.done("create", "preallocate", "write", "force", "rename", "syncFolder"))
          .containsExactly(
              "create " + DRAFT,
              "preallocate " + DRAFT + " " + 8 * KIB,
              "write " + DRAFT + " 0 " + SegmentHeader.BYTES,
              "preallocate " + DRAFT + " " + 16 * KIB,
              "force " + DRAFT,
              "rename " + DRAFT + " " + SECOND,
              "syncFolder " + STREAM,
              "write " + SECOND + " " + SegmentHeader.BYTES + " " + 12 * KIB,
              "force " + SECOND);
      assertThat(size(FIRST)).isEqualTo(SegmentHeader.BYTES + 48);
      assertThat(files.open()).containsExactly(SECOND);
    }
  }

  @Test
  @Guarantee("E9")
  void aRollWithoutSpaceLeavesNoSegmentNoDraftAndNoOpenFileOfOne() {
    set(FileEventStoreSettings.defaults().withSegmentBytes(12 * KIB));
    try (FileEventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, "a");
      for (int free : new int[] {0, 8 * KIB - 1, 8 * KIB, 16 * KIB - 1}) {
        disk.setCapacity(disk.used() + free);
        assertThat(
                EventStoreContract.failure(tryAppend(store, STREAM, epoch, 1, filling(12 * KIB))))
            .isInstanceOf(PortFailure.Unavailable.class)
            .hasMessageContainingAll(STREAM, "No space left");
        assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
        assertThat(files.open()).containsExactly(FIRST);
        assertThat(store.mustStop()).isEmpty();
      }
      disk.setCapacity(disk.used() + 16 * KIB);

      assertThat(append(store, STREAM, epoch, 1, filling(12 * KIB))).isEqualTo(2);
    }
  }

  @Test
  @Guarantee("E4")
  void aRollThatFailsAtTheNewNameEndsTheOwnerAndItsDraftIsClosed() {
    set(FileEventStoreSettings.defaults().withSegmentBytes(12 * KIB));
    FileEventStore store = open();
    long epoch = store.acquire(STREAM);
    append(store, STREAM, epoch, 0, "a");
    disk.setFaults((number, operation, path) -> failAt("rename", operation));

    assertThat(EventStoreContract.failure(tryAppend(store, STREAM, epoch, 1, filling(12 * KIB))))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining("must stop");
    assertThat(files.open()).containsExactly(FIRST);
    files.forget();
    store.close();
    assertThat(files.open()).isEmpty();
    assertThat(files.done("truncate")).isEmpty();
  }

  private static void failAt(String failing, String operation) throws IOException {
    if (operation.equals(failing)) {
      throw new IOException("injected");
    }
  }

  @Test
  @Guarantee("E9")
  void anAppendWithoutSpaceGivesBackWhatItsSegmentHadInAdvance() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, "a");
      disk.setCapacity(disk.used());
      assertThat(EventStoreContract.failure(tryAppend(store, STREAM, epoch, 1, filling(8 * KIB))))
          .isInstanceOf(PortFailure.Unavailable.class);
      assertThat(size(FIRST)).isEqualTo(SegmentHeader.BYTES + 48);

      disk.setCapacity(Long.MAX_VALUE);
      append(store, STREAM, epoch, 1, "b");
      assertThat(texts(openElsewhere(), STREAM)).containsExactly("a", "b");
    }
  }

  @Test
  @Guarantee("E9")
  void aBatchThatFitsIsWrittenEvenWhereThereIsNoSpaceInAdvance() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, "a");
      int end = SegmentHeader.BYTES + 48 + 8 * KIB;
      disk.setCapacity(end);
      append(store, STREAM, epoch, 1, filling(8 * KIB));

      assertThat(size(FIRST)).isEqualTo(end);
      assertThat(EventStoreContract.failure(tryAppend(store, STREAM, epoch, 2, "b")))
          .isInstanceOf(PortFailure.Unavailable.class);
      assertThat(store.lastPosition(STREAM)).isEqualTo(2);
    }
  }

  @Test
  void aClosedStoreCutsItsSegmentsOnlyWhereSpaceIsLeftOver() {
    FileEventStore store = open();
    append(store, STREAM, store.acquire(STREAM), 0, filling(4 * KIB));
    append(store, "run-2", store.acquire("run-2"), 0, "a");
    files.forget();
    store.close();

    assertThat(files.done("truncate"))
        .containsExactly("truncate run-2/events-000001.log " + (SegmentHeader.BYTES + 48));
  }

  @Test
  @Guarantee("E9")
  void anEventOf64MebibytesNeedsNothingButSpaceAndALargerOneIsInvalid() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      disk.setCapacity(disk.used());

      assertThat(refusal(store, epoch, new byte[64 * MIB]))
          .isInstanceOf(PortFailure.Unavailable.class);
      assertThat(refusal(store, epoch, new byte[64 * MIB + 1]))
          .isInstanceOf(PortFailure.Invalid.class)
          .hasMessageContainingAll(STREAM, "67108864", "67108865");
    }
  }

  private static PortFailure refusal(EventStore store, long epoch, byte[] payload) {
    List<AppendOutcome> outcomes =
        store.append(
            List.of(new AppendRequest(STREAM, epoch, 0, List.of(new EventRecord(1, payload)))));
    return EventStoreContract.failure(outcomes.getFirst());
  }
}
