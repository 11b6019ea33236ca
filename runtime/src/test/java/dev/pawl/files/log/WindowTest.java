package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final String FILE = "run-1/file";

  private final SimulatedDisk disk = new SimulatedDisk();
  private final WatchedFiles files = new WatchedFiles(disk);

  private Window over(int bytes, int chunk) throws IOException {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i * 31);
    }
    disk.setBytes(FILE, content);
    return new Window(files.openForReading(FILE), chunk);
  }

  @Test
  void bytesThatAreInTheWindowAreNotReadAgain() throws IOException {
    Window window = over(1_000, 400);

    assertThat(window.has(100, 40)).isTrue();
    assertThat(window.has(100, 400)).isTrue();
    assertThat(window.has(460, 40)).isTrue();
    assertThat(window.bytes()[window.index(460)]).isEqualTo((byte) (460 * 31));
    assertThat(files.done("read")).containsExactly("read run-1/file 100 400");

    assertThat(window.has(461, 40)).isTrue();
    assertThat(window.bytes()[window.index(461)]).isEqualTo((byte) (461 * 31));
    assertThat(window.has(460, 40)).isTrue();
    assertThat(files.done("read"))
        .containsExactly(
            "read run-1/file 100 400", "read run-1/file 461 400", "read run-1/file 460 400");
  }

  @Test
  void bytesBehindTheEndOfTheFileAreNotThere() throws IOException {
    Window window = over(1_000, 400);

    assertThat(window.has(960, 40)).isTrue();
    assertThat(window.has(961, 40)).isFalse();
    assertThat(window.has(1_000, 1)).isFalse();
    assertThat(window.has(5_000, 40)).isFalse();
    assertThat(window.has(960, 40)).isTrue();
  }

  @Test
  void aWindowIsAsLargeAsItsFileOrAChunkAndGrowsForWhatIsLarger() throws IOException {
    assertThat(over(10, 400).bytes()).hasSize(FrameCodec.HEADER);
    Window small = over(100, 400);
    assertThat(small.bytes()).hasSize(100);
    assertThat(small.has(0, 100)).isTrue();
    assertThat(small.bytes()).hasSize(100);
    assertThat(small.has(0, 101)).isFalse();
    assertThat(small.bytes()).hasSize(400);

    Window large = over(1_000, 400);
    assertThat(large.bytes()).hasSize(400);
    assertThat(large.has(0, 1_000)).isTrue();
    assertThat(large.bytes()).hasSize(1_000);
  }

  @Test
  void whatIsForgottenIsReadAgain() throws IOException {
    Window window = over(1_000, 400);
    OpenFile writer = disk.openForWriting(FILE);
    assertThat(window.has(0, 40)).isTrue();
    writer.write(0, new byte[] {99}, 0, 1);
    assertThat(window.has(0, 40)).isTrue();
    assertThat(window.bytes()[window.index(0)]).isZero();

    window.forget();
    assertThat(window.has(0, 40)).isTrue();
    assertThat(window.bytes()[window.index(0)]).isEqualTo((byte) 99);
  }
}
