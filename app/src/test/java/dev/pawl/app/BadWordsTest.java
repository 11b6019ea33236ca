package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.files.log.HomeLock;
import dev.pawl.spi.EventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words and input that cannot be meant: one clear line, exit code 2, and no run. */
final class BadWordsTest {
  @TempDir Path folder;

  @Test
  void anUnknownProcessIsAnsweredWithThoseThereAre() {
    Said said = run("nightly");

    refused(said, "mishap, ratchet, ", "word-count, or a file that ends in .java, found 'nightly'");
  }

  @Test
  void anUnknownOptionIsNamed() {
    refused(Said.by("run", "mishap", "--sloots", "4"), "--sloots", "Try 'pawl run --help'");
  }

  @Test
  void malformedJsonIsRefusedWithLineAndColumn() {
    refused(run("mishap", "--input", "{\"kind\":\"fine\",\n \"place\": oops}"), "line 2, column 1");
  }

  @Test
  void malformedJsonInAFileIsRefusedWithItsName() throws Exception {
    Path file = Files.writeString(folder.resolve("request.json"), "{\"kind\":\"fine\"");

    refused(
        run("mishap", "--input", file.toString()),
        "request.json: ",
        "line 1, column 15: Unexpected end-of-input");
  }

  @Test
  void aFieldThatIsMissingIsNamed() {
    refused(run("mishap", "--input", "{\"kind\":\"fine\"}"), "place");
  }

  @Test
  void aFieldOfAnotherTypeIsNamed() {
    refused(run("ratchet", "--input", "{\"teeth\":\"many\",\"notes\":\"n\",\"round\":1}"), "teeth");
  }

  @Test
  void inputThatIsNestedWithoutEndIsRefused() {
    refused(run("mishap", "--input", "[".repeat(100_000)), "line 1, column ");
    refused(run("mishap", "--input", "{\"kind\":".repeat(50_000)), "line 1, column ");
  }

  @Test
  void inputThatIsNeitherJsonNorAFileIsRefused() {
    refused(
        run("mishap", "--input", "nowhere.json"),
        "--input should be JSON or a file that holds it",
        "nowhere.json");
  }

  @Test
  void aMissingInputFileIsNamed() {
    refused(
        run("word-count", "--input", "{\"files\":[\"/nowhere/to/be/found.txt\"]}"),
        "/nowhere/to/be/found.txt",
        "found none");
  }

  @Test
  void aJarThatIsMissingIsNamed() {
    refused(Said.by("run", "mishap", "--jar", "/nowhere/own.jar"), "/nowhere/own.jar");
  }

  @Test
  void aSourceThatDoesNotCompileIsRefusedWithItsLine() throws Exception {
    Path file = Files.writeString(folder.resolve("Own.java"), "class Own {\n  int x = ;\n}\n");

    refused(run(file.toString()), "Own.java:2: illegal start of expression");
  }

  @Test
  void anIdThatWouldLeaveTheHomeIsRefused() {
    refused(run("mishap", "--input", fine(), "--id", "../../escaped"), "../../escaped");
    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @Test
  void anIdThatNamesAnotherRunIsRefused() {
    assertThat(run("mishap", "--input", fine(), "--id", "mine").code()).isZero();

    Said other = run("mishap", "--input", "{\"kind\":\"other\",\"place\":\"\"}", "--id", "mine");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("run mine should be one of mishap version 1 with this input")
        .contains("with another input");
  }

  @Test
  void aHomeThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Said said =
        Said.by("run", "mishap", "--input", fine(), "--home", file.resolve("home").toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("home " + file.resolve("home"))
        .contains("should be a folder that this user can write");
  }

  @Test
  void aHomeInUseIsRefusedWithTheProcessThatUsesIt() throws Exception {
    Said said;
    try (HomeLock _ = HomeLock.acquire(home());
        PawlProcess other =
            PawlProcess.start(
                folder, "run", "mishap", "--input", fine(), "--home", home().toString())) {
      said = other.said();
    }

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("process " + ProcessHandle.current().pid() + " uses it")
        .doesNotContain("\tat ");
  }

  private void refused(Said said, String... parts) {
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("pawl: ").contains(parts).doesNotContain("\tat ");
    assertThat(runs()).isEmpty();
  }

  private List<String> runs() {
    try (EventStore store = FileEventStore.open(home().resolve("runs"))) {
      return store.streams();
    }
  }

  private Said run(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "run";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--home";
    all[words.length + 2] = home().toString();
    return Said.by(all);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static String fine() {
    return "{\"kind\":\"fine\",\"place\":\"\"}";
  }
}
