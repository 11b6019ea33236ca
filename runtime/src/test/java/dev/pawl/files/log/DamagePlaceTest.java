package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the message of a damage says: position, segment and byte. */
class DamagePlaceTest extends WatchedLog {
  private final LogFiles log = new LogFiles(disk);

  /** Batches of "a" and "b", of "c", and of an event without bytes: frames of 48 bytes, and 40. */
  private void writeThreeBatches() {
    try (EventStore store = open()) {
      long epoch = store.acquire(STREAM);
      append(store, STREAM, epoch, 0, "a", "b");
      append(store, STREAM, epoch, 2, "c");
      append(store, STREAM, epoch, 3, "");
    }
  }

  private void requireDamage(EventStore store, String message) {
    assertThatThrownBy(() -> store.read(STREAM, 1, 10))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessage("stream 'run-1' is damaged at position " + message);
  }

  @Test
  @Guarantee("E8")
  void inTheLastSegmentItIsTheFirstFrameThatIsNotRight() {
    writeThreeBatches();
    log.damage(STREAM, 2);

    requireDamage(
        open(),
        "2 (events-000001.log, byte 4144): expected a whole record before a later one, found other"
            + " bytes");
  }

  @Test
  @Guarantee("E8")
  void theLastBatchBehindItMayBeAnEventWithoutBytesAtTheVeryEnd() {
    writeThreeBatches();
    log.damage(STREAM, 3);

    requireDamage(
        open(),
        "3 (events-000001.log, byte 4192): expected a whole record before a later one, found other"
            + " bytes");
  }

  @Test
  @Guarantee("E8")
  void inASegmentThatAnotherFollowsItIsTheFirstFrameThatIsNotRight() {
    writeThreeBatches();
    try (EventStore store = open()) {
      store.acquire(STREAM);
    }
    log.damage(STREAM, 3);

    requireDamage(
        open(),
        "3 (events-000001.log, byte 4192): expected a whole record, found other bytes or none");
  }

  @Test
  @Guarantee("E8")
  void whatWasReadBeforeIsCheckedAgain() {
    writeThreeBatches();
    EventStore reader = open();
    assertThat(texts(reader, STREAM)).containsExactly("a", "b", "c", "");
    log.damage(STREAM, 2);

    requireDamage(
        reader,
        "2 (events-000001.log, byte 4144): expected the record that was there before, found other"
            + " bytes");
  }

  @Test
  @Guarantee("E8")
  void aSegmentThatIsMissingIsNamed() {
    writeThreeBatches();
    try (EventStore store = open()) {
      store.acquire(STREAM);
      store.acquire(STREAM);
    }
    disk.remove(SECOND);

    requireDamage(open(), "5 (events-000002.log, byte 0): expected a segment, found no file");
  }

  @Test
  @Guarantee("E8")
  void aHeaderThatIsCutIsNamed() {
    writeThreeBatches();
    disk.setBytes(FIRST, Arrays.copyOf(disk.bytes(FIRST), 4_095));

    requireDamage(
        open(),
        "1 (events-000001.log, byte 0): a segment should begin with a header of 4096 bytes, found"
            + " 4095 bytes");
  }

  @Test
  @Guarantee("E8")
  void aSegmentInThePlaceOfAnotherIsNamed() {
    writeThreeBatches();
    try (EventStore store = open()) {
      store.acquire(STREAM);
      store.acquire(STREAM);
    }
    byte[] first = disk.bytes(FIRST);
    disk.setBytes(FIRST, disk.bytes(SECOND));
    requireDamage(
        open(), "1 (events-000001.log, byte 0): expected the header of segment 1, found that of 2");

    disk.setBytes(FIRST, first);
    disk.setBytes(SECOND, disk.bytes(THIRD));
    assertThatThrownBy(() -> open().acquire(STREAM))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining(
            "(events-000002.log, byte 0): expected the header of segment 2, found that of 3");
  }

  @Test
  void aDamagedStreamIsListedSoThatSomebodyLooksAtIt() {
    writeThreeBatches();
    log.damage(STREAM, 2);
    EventStore store = open();
    store.acquire("without-events");
    append(store, "run-2", store.acquire("run-2"), 0, "a");

    assertThat(store.streams()).containsExactly(STREAM, "run-2");
    assertThat(store.read("run-2", 1, 1)).extracting(EventStoreContract::text).containsExactly("a");
  }
}
