package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.contract.EventAppendContract;
import dev.pawl.testkit.contract.EventConditionContract;
import dev.pawl.testkit.contract.EventDamageContract;
import dev.pawl.testkit.contract.EventDurabilityContract;
import dev.pawl.testkit.contract.EventFencingContract;
import dev.pawl.testkit.contract.EventIsolationContract;
import dev.pawl.testkit.contract.EventReadingContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real disk, with segments so small that most tests have several. */
class FileEventStoreTest
    implements EventAppendContract,
        EventConditionContract,
        EventFencingContract,
        EventReadingContract,
        EventDurabilityContract,
        EventDamageContract,
        EventIsolationContract {
  @TempDir Path root;

  @Override
  public EventStore open() {
    return FileEventStore.open(
        root,
        FileEventStoreSettings.defaults()
            .withSegmentBytes(64 << 10)
            .withFlushThreads(4)
            .withOpenFiles(8));
  }

  @Override
  public void damage(String stream, long position) {
    LogFiles.onDisk(root).damage(stream, position);
  }

  @Override
  public void tearLastAppend(String stream) {
    LogFiles.onDisk(root).tearLastAppend(stream);
  }

  @Test
  @Acceptance("E19")
  void foldersAndFilesAreForTheUserAlone() throws IOException {
    try (EventStore store = open()) {
      append(store, "run-1", store.acquire("run-1"), 0, "a");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("run-1"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(root.resolve("run-1/events-000001.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aClosedStoreLeavesNoSpaceBehindTheLastEvent() throws IOException {
    try (EventStore store = open()) {
      append(store, "run-1", store.acquire("run-1"), 0, "a", "b");
      assertThat(Files.size(root.resolve("run-1/events-000001.log")))
          .isGreaterThan(SegmentHeader.BYTES + 64);
    }
    assertThat(Files.size(root.resolve("run-1/events-000001.log")))
        .isEqualTo(SegmentHeader.BYTES + 2 * FrameCodec.size(1));
  }

  @Test
  void anAcquireThatFailsIsToldToItsCaller() throws IOException {
    try (EventStore store = open()) {
      Files.writeString(root.resolve("run-1"), "no folder");

      assertThatThrownBy(() -> store.acquire("run-1"))
          .isInstanceOf(PortFailure.Unavailable.class)
          .hasMessageContaining("run-1");
    }
  }

  @Test
  void segmentsFollowEachOtherAtTheSizeThatWasSet() throws IOException {
    try (EventStore store = open()) {
      long epoch = store.acquire("run-1");
      for (int i = 0; i < 40; i++) {
        append(store, "run-1", epoch, i, "x".repeat(8 << 10));
      }
      try (Stream<Path> files = Files.list(root.resolve("run-1"))) {
        List<Path> segments = files.toList();
        assertThat(segments)
            .hasSizeGreaterThan(5)
            .allSatisfy(segment -> assertThat(Files.size(segment)).isLessThanOrEqualTo(68 << 10));
      }
      assertThat(texts(store, "run-1")).hasSize(40);
    }
  }

  @Test
  void moreStreamsThanOpenFilesAreAppendedInTurn() {
    try (EventStore store = open()) {
      List<Long> epochs =
          Stream.iterate(0, i -> i + 1).limit(50).map(i -> store.acquire("run-" + i)).toList();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
          append(store, "run-" + i, epochs.get(i), round, "round " + round);
        }
      }
      assertThat(store.streams())
          .hasSize(50)
          .allSatisfy(stream ->
              assertThat(texts(store, stream)).containsExactly("round 0", "round 1", "round 2"));
    }
  }

  @Test
  void otherFilesInTheFolderOfAStreamSurviveItsDeletion() throws IOException {
    try (EventStore store = open()) {
      append(store, "run-1", store.acquire("run-1"), 0, "a");
      Files.writeString(root.resolve("run-1/blob"), "kept");
      Files.writeString(root.resolve("Not A Stream"), "ignored");
      store.delete("run-1");

      assertThat(store.streams()).isEmpty();
      assertThat(root.resolve("run-1/blob")).exists();
      assertThat(append(store, "run-1", store.acquire("run-1"), 0, "again")).isEqualTo(1);
    }
  }
}
