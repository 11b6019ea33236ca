package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.contract.EventStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader or an owner sees of that which another process does in the middle of its look. */
class FollowingReaderTest extends WatchedLog {
  private final EventStore owner = openElsewhere();
  private final EventStore reader = open();
  private long epoch;

  /** A batch of "a" and "b" and one of "c", which the reader has seen. */
  @BeforeEach
  void writeTwoBatches() {
    epoch = owner.acquire(STREAM);
    append(owner, STREAM, epoch, 0, "a", "b");
    append(owner, STREAM, epoch, 2, "c");
    assertThat(reader.lastPosition(STREAM)).isEqualTo(3);
  }

  private void put(String path, long offset, byte[] bytes) {
    try (OpenFile file = disk.openForWriting(path)) {
      file.write(offset, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Guarantee("E6")
  void aWriterThatWasFasterThanTheFirstLookHasDoneNoDamage() {
    append(owner, STREAM, epoch, 3, "d");
    append(owner, STREAM, epoch, 4, "e");
    byte[] whole = Arrays.copyOfRange(disk.bytes(FIRST), 4_240, 4_288);
    put(FIRST, 4_240, new byte[48]);
    files.forget();
    files.meanwhile(
        "openForReading " + FIRST,
        () -> files.meanwhile("read " + FIRST + " 4240", () -> secondLook(whole)));

    assertThat(texts(reader, STREAM)).containsExactly("a", "b", "c", "d", "e");
  }

  private void secondLook(byte[] whole) {
    files.meanwhile("read " + FIRST + " 4240", () -> put(FIRST, 4_240, whole));
  }

  @Test
  @Guarantee("E6")
  void damageBehindASealThatComesMeanwhileIsNone() {
    SimulatedDisk taken = disk.copy();
    EventStore next = FileEventStore.over(taken, FileEventStoreSettings.defaults(), () -> 99);
    append(next, STREAM, next.acquire(STREAM), 3, "by the next owner");
    append(owner, STREAM, epoch, 3, "lost");
    append(owner, STREAM, epoch, 4, "lost");
    put(FIRST, 4_192, new byte[48]);
    EventStore late = open();
    files.meanwhile(
        "openForReading " + FIRST,
        () ->
            files.meanwhile(
                "openForReading " + FIRST, () -> disk.setBytes(SECOND, taken.bytes(SECOND))));

    assertThat(texts(late, STREAM)).containsExactly("a", "b", "c", "by the next owner");
  }

  @Test
  @Guarantee("E6")
  void aRollInTheMiddleOfALookIsFollowed() {
    files.meanwhile(
        "openForReading " + FIRST, () -> append(owner, STREAM, epoch, 3, filling(64 << 20), "e"));

    assertThat(reader.lastPosition(STREAM)).isEqualTo(5);
    assertThat(disk.exists(SECOND)).isTrue();
  }

  @Test
  @Guarantee("E6")
  void aTakeoverInTheMiddleOfALookIsFollowed() {
    files.meanwhile(
        "openForReading " + FIRST,
        () -> append(owner, STREAM, owner.acquire(STREAM), 3, "by the next owner"));

    assertThat(texts(reader, STREAM)).containsExactly("a", "b", "c", "by the next owner");
  }

  @Test
  void aStreamThatIsDeletedBetweenTwoLooksIsEmpty() {
    files.meanwhile("openForReading " + FIRST, () -> owner.delete(STREAM));

    assertThat(reader.read(STREAM, 1, 10)).isEmpty();
    assertThat(reader.lastPosition(STREAM)).isZero();
  }

  @Test
  void aStreamThatIsDeletedAndBegunAnewBetweenTwoLooksIsTheNewOne() {
    files.meanwhile(
        "openForReading " + FIRST,
        () -> {
          owner.delete(STREAM);
          files.meanwhile(
              "list " + STREAM, () -> append(owner, STREAM, owner.acquire(STREAM), 0, "new"));
        });

    assertThat(texts(reader, STREAM)).containsExactly("new");
  }

  @Test
  @Guarantee("E8")
  void aNewStreamWhoseFileHasTheIdentityOfTheOldOneIsTheNewOne() {
    files.giveOneIdentity();
    beginAnew("new");

    assertThat(reader.lastPosition(STREAM)).isEqualTo(1);
    assertThat(texts(reader, STREAM)).containsExactly("new");
  }

  @Test
  @Guarantee("E6")
  void aStreamThatIsBegunAnewBeforeItsEventsAreReadIsNotDamaged() {
    files.meanwhile(
        "openForReading " + FIRST,
        () -> files.meanwhile("openForReading " + FIRST, () -> beginAnew("new", "er")));

    assertThat(texts(reader, STREAM)).containsExactly("new", "er");
  }

  @Test
  @Guarantee("E6")
  void aStreamOfTwoSegmentsThatIsBegunAnewBehindTheListIsNotDamaged() {
    epoch = owner.acquire(STREAM);
    append(owner, STREAM, epoch, 3, "d");
    EventStore late = open();
    files.meanwhile("exists " + FIRST, () -> beginAnew("new"));

    assertThat(texts(late, STREAM)).containsExactly("new");
  }

  private void beginAnew(String... texts) {
    owner.delete(STREAM);
    append(owner, STREAM, owner.acquire(STREAM), 0, texts);
  }

  @Test
  void aDeletionBetweenTheListAndTheFilesIsNoDamage() {
    disk.setBytes(STREAM + "/other", new byte[1]);
    EventStore late = open();
    files.meanwhile("exists " + FIRST, () -> owner.delete(STREAM));

    assertThat(late.read(STREAM, 1, 10)).isEmpty();
    assertThat(disk.list(STREAM)).containsExactly("other");
  }

  @Test
  void aDamagedStreamThatIsDeletedMeanwhileIsEmpty() {
    owner.acquire(STREAM);
    owner.acquire(STREAM);
    disk.remove(SECOND);
    EventStore late = open();
    files.meanwhile(
        "list " + STREAM, () -> files.meanwhile("list " + STREAM, () -> owner.delete(STREAM)));

    assertThat(late.read(STREAM, 1, 10)).isEmpty();
  }

  @Test
  @Guarantee({"E2", "E5"})
  void anAppendThatATakeoverOvertookIsFencedAndLeavesNothing() {
    EventStore former = open();
    long old = former.acquire(STREAM);
    files.meanwhile(
        "write",
        () -> {
          append(owner, STREAM, owner.acquire(STREAM), 3, "by the next owner");
          assertThat(former.lastPosition(STREAM)).isEqualTo(4);
        });

    assertThat(EventStoreContract.failure(tryAppend(former, STREAM, old, 3, "late")))
        .isInstanceOf(PortFailure.Fenced.class)
        .hasMessageContaining("should end at position 3 still");
    assertThat(texts(former, STREAM)).containsExactly("a", "b", "c", "by the next owner");
  }
}
