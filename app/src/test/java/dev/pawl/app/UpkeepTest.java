package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.HomeLock;
import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifying and pruning. */
class UpkeepTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void a_run_with_blobs() throws IOException {
    pawl = new Pawl(folder.resolve("home"));
    Path text = Files.writeString(folder.resolve("text.txt"), "never slips back, never");
    Said said =
        pawl.call("run", "word-count", "--id", "one", "--input", "{\"files\":[\"" + text + "\"]}");
    assertThat(said.code()).as(said.err()).isZero();
  }

  @Test
  void a_sound_home_is_told_so_with_what_was_read() {
    Said said = pawl.call("verify");

    assertThat(said.code()).isZero();
    assertThat(said.out()).containsPattern("run one: \\d+ events, \\d+ blobs of \\d+ bytes, sound");
  }

  @Test
  @Acceptance("D07")
  void a_damaged_blob_is_found_with_the_event_that_refers_to_it() throws IOException {
    damage(file("sums.tsv"), 0);

    Said said = pawl.call("verify", "one");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).containsPattern("position \\d+ \\(sum\\[.*]\\): blob one/.*sums.tsv");
  }

  @Test
  void a_damaged_event_is_found_with_its_position_and_other_runs_are_read_on() throws IOException {
    pawl.call("run", "steps", "--id", "two", "--input", Pawl.input(3));
    damage(pawl.home().resolve("runs/one/events-000001.log"), 6_000);

    Said said = pawl.call("verify");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .containsPattern("'one' is damaged at position \\d+")
        .containsPattern("run two: .*, sound");
    assertThat(pawl.call("ps").out()).contains("damaged (pawl verify one)", "two");
  }

  @Test
  void runs_that_ended_are_deleted_with_their_blobs_and_unfinished_ones_stay() throws IOException {
    pawl.call("start", "steps", "--id", "two", "--input", Pawl.input(3));

    assertThat(pawl.call("prune", "--older-than", "0s", "--dry-run").out())
        .contains("would delete run one");
    assertThat(pawl.call("prune", "--older-than", "1h").out())
        .contains("no run ended that long ago");
    assertThat(pawl.call("prune", "--older-than", "0s").out()).contains("deleted run one");

    assertThat(pawl.call("ps").out()).contains("two").doesNotContain("one ");
    assertThat(pawl.home().resolve("runs/one")).doesNotExist();
  }

  @Test
  void nothing_is_deleted_from_a_home_in_use() {
    try (HomeLock lock = HomeLock.acquire(pawl.home())) {
      assertThat(lock).isNotNull();
      Said said = pawl.call("prune", "--older-than", "0s");

      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(pawl.call("verify", "one").code()).isZero();
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> all = Files.walk(pawl.home())) {
      List<Path> found =
          all.filter(path -> path.endsWith(name) && path.toFile().length() > 0).toList();
      return found.getFirst();
    }
  }

  private static void damage(Path file, long at) throws IOException {
    assertThat(file.toFile().setWritable(true)).isTrue();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int was = bytes.read();
      bytes.seek(at);
      bytes.write(was ^ 1);
    }
  }
}
