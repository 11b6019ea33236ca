package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an acquire does to the files of a stream, step by step. */
class TakeoverTest extends WatchedLog {
  private static final int LARGE = 300 << 10;

  @Test
  void theSegmentOfAnOwnerThatWentAwayGivesBackTheSpaceBehindItsEnd() {
    EventStore former = openElsewhere();
    append(former, STREAM, former.acquire(STREAM), 0, "a", "b");
    EventStore store = open();
    long epoch = store.acquire(STREAM);
    assertThat(size(FIRST)).isEqualTo(SegmentHeader.BYTES + 96);
    assertThat(files.open()).isEmpty();

    append(store, STREAM, epoch, 2, filling(4 << 10));
    store.close();
    files.forget();
    open().acquire(STREAM);
    assertThat(files.done("truncate")).isEmpty();
  }

  @Test
  @Guarantee("E4")
  void namesThatAKilledOwnerLeftAreDurableBeforeASegmentFollowsThem() {
    EventStore former = openElsewhere();
    append(former, STREAM, former.acquire(STREAM), 0, "a");
    open().acquire(STREAM);

    assertThat(files.done("syncFolder", "create", "rename"))
        .containsExactly(
            "syncFolder " + STREAM,
            "create " + DRAFT,
            "rename " + DRAFT + " " + SECOND,
            "syncFolder " + STREAM);
  }

  @Test
  @Guarantee("E9")
  void theCopyOfTheLastBatchHasItsSpaceBeforeItIsWritten() {
    EventStore former = openElsewhere();
    long old = former.acquire(STREAM);
    append(former, STREAM, old, 0, "a");
    append(former, STREAM, old, 1, "", filling(LARGE));
    open().acquire(STREAM);

    int end = SegmentHeader.BYTES + 40 + LARGE;
    assertThat(files.done("preallocate", "reserve", "write", "force", "rename"))
        .containsExactly(
            "preallocate " + DRAFT + " 8192",
            "write " + DRAFT + " 0 4096",
            "reserve " + DRAFT + " " + end,
            "write " + DRAFT + " 4096 40",
            "write " + DRAFT + " 4136 " + LARGE,
            "force " + DRAFT,
            "force " + DRAFT,
            "rename " + DRAFT + " " + SECOND);
    assertThat(size(SECOND)).isEqualTo(end);
  }

  @Test
  @Guarantee("E9")
  void aTakeoverWithoutSpaceLeavesNoDraftAndNoOpenFile() {
    EventStore former = openElsewhere();
    append(former, STREAM, former.acquire(STREAM), 0, filling(LARGE));
    for (int free : new int[] {8 << 10, LARGE}) {
      disk.setCapacity(disk.used() + free - 8);
      assertThatThrownBy(() -> open().acquire(STREAM))
          .isInstanceOf(PortFailure.Unavailable.class)
          .hasMessageContainingAll(STREAM, "No space left");
      assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
      assertThat(files.open()).isEmpty();
    }
    disk.setCapacity(Long.MAX_VALUE);
    assertThat(texts(open(), STREAM)).containsExactly(filling(LARGE));
  }

  @Test
  void anAcquireEndsADeletionThatACrashInterruptedAndRemovesTheDraftOfARoll() {
    EventStore former = openElsewhere();
    append(former, STREAM, former.acquire(STREAM), 0, "deleted");
    former.acquire(STREAM);
    disk.setBytes(SegmentName.deletedMark(STREAM), new byte[0]);
    disk.setBytes(DRAFT, new byte[5]);
    EventStore store = open();

    assertThat(store.acquire(STREAM)).isEqualTo(1);
    assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
    assertThat(texts(store, STREAM)).isEmpty();
  }

  @Test
  @Guarantee("E8")
  void aSegmentThatDoesNotReadTheSameTwiceIsNotTakenOver() {
    EventStore former = openElsewhere();
    long old = former.acquire(STREAM);
    append(former, STREAM, old, 0, "a");
    append(former, STREAM, old, 1, "b");
    files.meanwhile("syncFolder " + STREAM, () -> new LogFiles(disk).damage(STREAM, 2));

    assertThatThrownBy(() -> open().acquire(STREAM))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining(FIRST + " should read the same twice, found a change at byte 4144");
    assertThat(disk.list(STREAM)).containsExactly("events-000001.log");
    assertThat(files.open()).isEmpty();
  }

  @Test
  @Guarantee("E4")
  void aDeletionIsMarkedForGoodBeforeASegmentGoesAndTheMarkGoesLast() {
    EventStore store = open();
    append(store, STREAM, store.acquire(STREAM), 0, "a");
    store.acquire(STREAM);
    disk.setBytes(DRAFT, new byte[5]);
    files.forget();
    store.delete(STREAM);

    String mark = SegmentName.deletedMark(STREAM);
    assertThat(
            files.done("create", "force", "close", "syncFolder", "delete", "deleteFolderIfEmpty"))
        .containsExactly(
            "create " + mark,
            "force " + mark,
            "close " + mark,
            "delete " + DRAFT,
            "syncFolder " + STREAM,
            "delete " + FIRST,
            "delete " + SECOND,
            "syncFolder " + STREAM,
            "delete " + mark,
            "deleteFolderIfEmpty " + STREAM,
            "syncFolder ");
    assertThat(disk.exists(STREAM)).isFalse();
  }

  @Test
  void theDeletionOfAStreamThatIsNoneChangesNothing() throws IOException {
    disk.createFolder("other");
    disk.setBytes("other/file", new byte[1]);
    long before = disk.operations();
    open().delete("other");
    open().delete("never-there");

    assertThat(disk.operations()).isEqualTo(before);
    assertThat(disk.list("other")).containsExactly("file");
  }
}
