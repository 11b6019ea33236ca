package dev.pawl.files;

import static dev.pawl.testkit.contract.BlobStoreContract.read;
import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.time.VirtualClock;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of blobs look like from outside. */
class BlobFilesTest {
  @TempDir Path runs;

  @Test
  @Acceptance("L08")
  void theBlobsOfARunLieInTheFolderOfTheRun() throws IOException {
    write(FileBlobStore.ofRuns(runs), "run-1/step/0/n/out.csv", "a,b");

    assertThat(runs.resolve("run-1/blobs/step/0/n/out.csv")).hasContent("a,b");
  }

  @Test
  void filesAndFoldersArePrivate() throws IOException {
    write(FileBlobStore.ofRuns(runs), "run-1/step/out", "x");

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(runs.resolve("run-1/blobs/step/out"))))
        .isEqualTo("rw-------");
    for (String folder : List.of("run-1", "run-1/blobs", "run-1/blobs/step", ".temporary")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs.resolve(folder))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFullDiskIsToldClearlyAndLeavesNothing() throws IOException {
    FileBlobStore store =
        new FileBlobStore(runs, BlobLayout.BY_RUN, InstantSource.system(), FullDisk::new);
    try (BlobWriter writer = store.create("run-1/step/out")) {
      writer.write(new byte[1000]);
      assertThatThrownBy(() -> writer.write(new byte[1000]))
          .isInstanceOf(PortFailure.Unavailable.class)
          .hasMessageContaining("run-1/step/out")
          .hasMessageContaining("no space left");
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
    }

    assertThat(filesIn(runs)).isEmpty();
    assertThat(
            read(
                FileBlobStore.ofRuns(runs),
                write(FileBlobStore.ofRuns(runs), "run-1/step/out", "again")))
        .asString()
        .isEqualTo("again");
  }

  /** A disk with room for 1,500 bytes. */
  private static final class FullDisk extends FileOutputStream {
    private int room = 1_500;

    FullDisk(Path file) throws IOException {
      super(file.toFile());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("No space left on device");
      }
      super.write(bytes, offset, length);
    }
  }

  @Test
  void temporaryFilesAreNotListedAndAreSweptWhenADayOld() throws IOException {
    Path temporaries = Files.createDirectories(runs.resolve(".temporary"));
    Path old = Files.writeString(temporaries.resolve("old"), "left behind");
    Path young = Files.writeString(temporaries.resolve("young"), "being written");
    VirtualClock clock = new VirtualClock(Instant.now());
    Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
    FileBlobStore store = new FileBlobStore(runs, BlobLayout.BY_RUN, clock);

    assertThat(store.list("")).isEmpty();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void whatIsNoBlobIsNotListed() throws IOException {
    FileBlobStore store = FileBlobStore.ofRuns(runs);
    write(store, "run-1/out", "x");
    Files.writeString(runs.resolve("run-1/events-000001.log"), "events");
    Files.writeString(runs.resolve("run-1/blobs/.hidden"), "hidden");
    Files.writeString(runs.resolve("run-1/blobs/with space"), "foreign");

    assertThat(store.list("")).extracting(BlobEntry::key).containsExactly("run-1/out");
  }

  @Test
  void foldersThatADeletionLeavesEmptyGoWithIt() throws IOException {
    FileBlobStore store = FileBlobStore.ofRuns(runs);
    write(store, "run-1/step/0/a/out", "x");
    write(store, "run-1/step/1/a/out", "y");
    store.delete("run-1/step/0/a/out");

    assertThat(runs.resolve("run-1/blobs/step/0")).doesNotExist();
    assertThat(runs.resolve("run-1/blobs/step/1/a/out")).exists();
  }

  @Test
  void aBlobBeneathABlobIsRefused() throws IOException {
    FileBlobStore store = FileBlobStore.ofRuns(runs);
    write(store, "run-1/a", "x");
    write(store, "run-1/b/c", "y");

    assertThatThrownBy(() -> write(store, "run-1/a/b/c", "z"))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("run-1/a/b/c");
    assertThatThrownBy(() -> write(store, "run-1/b", "z"))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("run-1/b");
    assertThatThrownBy(() -> read(store, new BlobRef("run-1/a/b", 1, "00000000")))
        .isInstanceOf(PortFailure.Invalid.class);
    assertThat(filesIn(runs)).hasSize(2);
  }

  @Test
  void aFileSystemWithoutHardLinksKeepsNamesExclusiveToo() throws IOException {
    Path first = Files.writeString(runs.resolve("first"), "first");
    Path second = Files.writeString(runs.resolve("second"), "second");
    PrivateFiles.publishReserved(first, runs.resolve("name"));

    assertThatThrownBy(() -> PrivateFiles.publishReserved(second, runs.resolve("name")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(runs.resolve("name")).hasContent("first");
    assertThat(filesIn(runs)).containsExactlyInAnyOrder(runs.resolve("name"), second);
  }

  @Test
  @Acceptance("D07")
  void aDamagedBlobGivesOutNoByteAfterItWasVerifiedAndRemembered() throws IOException {
    FileBlobStore store = FileBlobStore.ofRuns(runs);
    BlobRef blob = write(store, "run-1/out", "whole");
    Path file = runs.resolve("run-1/blobs/out");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(read(store, blob)).asString().isEqualTo("whole");
    Files.writeString(file, "whale");

    assertThatThrownBy(() -> store.read(blob)).isInstanceOf(PortFailure.Corrupt.class);
    assertThatThrownBy(() -> store.readRange(blob, 0, 1)).isInstanceOf(PortFailure.Corrupt.class);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
