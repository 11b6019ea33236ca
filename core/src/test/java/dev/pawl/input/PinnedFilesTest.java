package dev.pawl.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedFilesTest {
  private static final String SHA_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private Path file;

  record Source(InputFile train, int horizon) {}

  record Request(
      Source source,
      List<InputFile> more,
      Map<String, InputFile> named,
      Optional<InputFile> test,
      String text) {}

  record Plain(List<String> words, int number) {}

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(folder.resolve("abc.txt"), "abc");
  }

  @Test
  void pinningFillsInSizeAndChecksumAndAnAbsolutePath() {
    assertThat(PinnedFiles.pin(InputFile.of(file.toString())))
        .isEqualTo(new InputFile(file.toString(), 3, SHA_OF_ABC));
    assertThat(PinnedFiles.pin(InputFile.of(folder.resolve("x/../abc.txt").toString())).path())
        .isEqualTo(file.toString());
  }

  @Test
  void pinningAgainChangesNothing() throws IOException {
    InputFile pinned = PinnedFiles.pin(InputFile.of(file.toString()));
    Files.delete(file);
    assertThat(PinnedFiles.pin(pinned)).isSameAs(pinned);
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> PinnedFiles.pin(InputFile.of(folder.resolve("none").toString())))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("found none");
    assertThatThrownBy(() -> PinnedFiles.pin(InputFile.of(folder.toString())))
        .hasMessageContaining("found a folder");
  }

  @Test
  void filesAnywhereInAnInputArePinned() {
    InputFile open = InputFile.of(file.toString());
    InputFile pinned = PinnedFiles.pin(open);
    Request request =
        new Request(
            new Source(open, 48), List.of(open), Map.of("a", open), Optional.of(open), "text");

    assertThat(PinnedFiles.pinAll(request))
        .isEqualTo(
            new Request(
                new Source(pinned, 48),
                List.of(pinned),
                Map.of("a", pinned),
                Optional.of(pinned),
                "text"));
  }

  @Test
  void anInputWithoutFilesIsGivenBackAsItIs() {
    Plain plain = new Plain(List.of("a"), 1);
    assertThat(PinnedFiles.pinAll(plain)).isSameAs(plain);
  }

  @Test
  void aFileThatDidNotChangeIsRead() throws IOException {
    try (InputStream stream = PinnedFiles.open(pinned())) {
      assertThat(stream.readAllBytes())
          .isEqualTo("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @Test
  void aFileOfAnotherSizeIsNotOpened() throws IOException {
    InputFile pinned = pinned();
    Files.writeString(file, "abcd");
    assertThatThrownBy(() -> PinnedFiles.open(pinned))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("changed since the run started: expected 3 bytes, found 4");
  }

  @Test
  void aFileWithOtherBytesIsNeverReadToItsEnd() throws IOException {
    InputFile pinned = pinned();
    Files.writeString(file, "abd");
    try (InputStream stream = PinnedFiles.open(pinned)) {
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("expected 3 bytes with SHA-256 " + SHA_OF_ABC);
    }
  }

  @Test
  void skippedBytesAreCheckedToo() throws IOException {
    InputFile pinned = pinned();
    Files.writeString(file, "xbc");
    try (InputStream stream = PinnedFiles.open(pinned)) {
      assertThat(stream.skip(2)).isEqualTo(2);
      assertThatThrownBy(stream::readAllBytes).isInstanceOf(PermanentFailure.class);
    }
  }

  @Test
  void whoStopsEarlyHasTheSizeCheckedOnceMore() throws IOException {
    InputStream stream = PinnedFiles.open(pinned());
    assertThat(stream.read()).isEqualTo('a');
    Files.writeString(file, "abcdef");
    assertThatThrownBy(stream::close)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("found 6");
  }

  @Test
  void aFileThatIsGoneOrWasNeverPinnedIsNotOpened() throws IOException {
    InputFile pinned = pinned();
    Files.delete(file);
    assertThatThrownBy(() -> PinnedFiles.open(pinned)).hasMessageContaining("found no file");
    assertThatThrownBy(() -> PinnedFiles.open(InputFile.of("x")))
        .hasMessageContaining("should be pinned");
  }

  private InputFile pinned() {
    return PinnedFiles.pin(InputFile.of(file.toString()));
  }
}
