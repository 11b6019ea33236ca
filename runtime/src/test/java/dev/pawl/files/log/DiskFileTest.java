package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a real file system, as the log uses them. */
class DiskFileTest {
  private static final byte[] TEXT = "content".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path root;
  private DiskFileLayer layer;

  @BeforeEach
  void openLayer() throws IOException {
    layer = new DiskFileLayer(root);
  }

  private byte[] bytes(String path) throws IOException {
    return Files.readAllBytes(root.resolve(path));
  }

  @Test
  void aReadGivesWhatTheFileHasOfTheBytesThatAreAskedFor() throws IOException {
    try (OpenFile file = layer.create("file")) {
      file.write(0, TEXT, 0, TEXT.length);
      file.write(7, TEXT, 3, 4);
      assertThat(file.size()).isEqualTo(11);
      requireReads(file);
    }
    try (OpenFile file = layer.openForReading("file")) {
      assertThat(file.size()).isEqualTo(11);
      requireReads(file);
    }
  }

  private static void requireReads(OpenFile file) throws IOException {
    byte[] target = new byte[10];
    assertThat(file.read(4, target, 1, 8)).isEqualTo(7);
    assertThat(target).isEqualTo("\0enttent\0\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(file.read(0, target, 0, 7)).isEqualTo(7);
    assertThat(target).isEqualTo("contentt\0\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(file.read(11, target, 0, 5)).isZero();
    assertThat(file.read(100, target, 0, 5)).isZero();
  }

  @Test
  void spaceThatIsTakenInAdvanceIsZerosBehindWhatIsThere() throws IOException {
    try (OpenFile file = layer.create("file")) {
      file.write(0, TEXT, 0, TEXT.length);
      file.preallocate(200_000);
      assertThat(bytes("file")).isEqualTo(Arrays.copyOf(TEXT, 200_000));
      file.preallocate(100);
      assertThat(file.size()).isEqualTo(200_000);

      file.reserve(300_000);
      assertThat(bytes("file")).isEqualTo(Arrays.copyOf(TEXT, 300_000));
      file.reserve(300_000);
      file.reserve(100);
      assertThat(file.size()).isEqualTo(300_000);

      file.truncate(3);
      assertThat(bytes("file")).isEqualTo(Arrays.copyOf(TEXT, 3));
    }
  }

  @Test
  void whereSpaceCannotBeReservedItIsWritten() throws IOException {
    try (OpenFile file = layer.create("file")) {
      file.write(0, TEXT, 0, TEXT.length);
      layer.delete("file");
      file.reserve(100_000);

      assertThat(file.size()).isEqualTo(100_000);
      byte[] content = new byte[100_000];
      assertThat(file.read(0, content, 0, content.length)).isEqualTo(content.length);
      assertThat(content).isEqualTo(Arrays.copyOf(TEXT, content.length));
    }
  }

  @Test
  void aReservationTakesSpaceFromOneOffsetToAnotherOrSaysThatItCannot() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && Reservation.class.getModule().isNativeAccessEnabled(),
        "this system reserves no space");
    Path file = Files.write(root.resolve("file"), TEXT);
    assertThat(Reservation.reserve(file, 7, 5_000)).isTrue();
    assertThat(bytes("file")).isEqualTo(Arrays.copyOf(TEXT, 5_000));

    assertThat(Reservation.reserve(root.resolve("none"), 0, 100)).isFalse();
    assertThat(root.resolve("none")).doesNotExist();
    assertThat(Reservation.reserve(Path.of("/dev/null"), 0, 100)).isFalse();
  }

  @Test
  void aFileThatWasOpenedForReadingIsNotChanged() throws IOException {
    Files.write(root.resolve("file"), TEXT);
    try (OpenFile file = layer.openForReading("file")) {
      assertThatThrownBy(() -> file.write(0, TEXT, 0, 1))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> file.preallocate(100))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> file.truncate(1)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(file::force).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(bytes("file")).isEqualTo(TEXT);
  }

  @Test
  void aNewFileReplacesTheOneThatHasItsName() throws IOException {
    Files.write(root.resolve("file"), TEXT);
    try (OpenFile file = layer.create("file")) {
      assertThat(file.size()).isZero();
    }
    assertThatThrownBy(() -> layer.openForWriting("none")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void filesOfTheSameMomentHaveIdentitiesOfTheirOwnAndARenameKeepsThem() throws IOException {
    List<Object> identities = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      layer.create("file-" + i).close();
      identities.add(layer.identity("file-" + i));
    }
    assertThat(new HashSet<>(identities)).hasSize(300);

    layer.rename("file-1", "file-2");
    assertThat(layer.identity("file-2")).isEqualTo(identities.get(1));
    assertThat(layer.identity("file-1")).isNull();
    assertThat(layer.exists("file-1")).isFalse();
  }

  @Test
  void aFolderIsListedInOrderAndRemovedOnlyWhereItIsEmpty() throws IOException {
    layer.createFolder("folder");
    layer.createFolder("folder");
    for (String file : List.of("c", "a", "b")) {
      layer.create("folder/" + file).close();
    }
    assertThat(layer.list("folder")).containsExactly("a", "b", "c");
    assertThat(layer.list("none")).isEmpty();

    layer.deleteFolderIfEmpty("folder");
    assertThat(layer.exists("folder")).isTrue();
    for (String file : List.of("c", "a", "b", "b")) {
      layer.delete("folder/" + file);
    }
    layer.deleteFolderIfEmpty("folder");
    assertThat(layer.exists("folder")).isFalse();
  }
}
