package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.testkit.Acceptance;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code pawl run} where memory, network or space are short. */
final class SurroundingsTest {
  private static final int TEETH = 60;

  @TempDir Path folder;

  @Test
  @Acceptance("P01")
  void aFileThreeTimesTheHeapIsCountedByStreaming() throws Exception {
    String line = "the pawl keeps the ratchet from slipping back\n";
    int lines = 200_000_000 / line.length();
    Path file = folder.resolve("large.txt");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        writer.write(line);
      }
    }

    Said said;
    try (PawlProcess process =
        PawlProcess.start(
            folder,
            List.of(),
            List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
            "run",
            "word-count",
            "--json",
            "--workers",
            "1",
            "--home",
            home().toString(),
            "--input",
            "{\"files\":[\"" + file + "\"]}")) {
      said = process.said();
    }

    assertThat(said.code()).as(said.err()).isZero();
    JsonNode result = said.json().get("result");
    assertThat(result.get("words").longValue()).isEqualTo(8L * lines);
    assertThat(result.get("distinct").longValue()).isEqualTo(7);
    assertThat(result.get("top").get(0).get("word").stringValue()).isEqualTo("the");
    assertThat(result.get("top").get(0).get("count").longValue()).isEqualTo(2L * lines);
  }

  @Test
  @Acceptance({"A07", "A09", "L06"})
  void aRunNeedsNoNetwork() throws Exception {
    assumeTrue(
        ends("unshare", "-n", "true"), "this user may not take the network away from a process");

    try (PawlProcess process =
        PawlProcess.start(folder, List.of("unshare", "-n"), List.of("-Xmx128m"), ratchet())) {
      requireWhole(process.said());
    }
  }

  @Test
  void aRunWaitsWhileTheDiskIsFullAndGoesOnWhenThereIsSpace() throws Exception {
    Files.createDirectory(home());
    assumeTrue(
        ends("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", home().toString()),
        "this user may not mount a small file system");
    try (PawlProcess process = PawlProcess.start(folder, ratchet())) {
      process.await(_ -> notes().toFile().length() > 0);
      Path filler = home().resolve("filler");
      fill(filler);
      Awaitility.await()
          .during(Duration.ofMillis(1_500))
          .atMost(PawlProcess.PATIENCE)
          .until(process::isAlive);
      Files.delete(filler);
      requireWhole(process.said());
    } finally {
      ends("umount", home().toString());
    }
  }

  @Test
  void aHomeWithoutSpaceForARunIsRefusedAndLaterTaken() throws Exception {
    Files.createDirectory(home());
    assumeTrue(
        ends("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", home().toString()),
        "this user may not mount a small file system");
    try {
      Path filler = home().resolve("filler");
      fill(filler);
      Said refused = Said.by(ratchet());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("No space left on device").doesNotContain("\tat ");

      Files.delete(filler);
      requireWhole(Said.by(ratchet()));
    } finally {
      ends("umount", home().toString());
    }
  }

  private void requireWhole(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode json = said.json();
    assertThat(json.get("result").get("merged")).isEqualTo(json.get("result").get("checked"));
    assertThat(json.get("result").get("checked").get("count").intValue()).isEqualTo(TEETH);
    Confirmations.of(home(), json.get("run").stringValue()).requireComplete();
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream filler = Files.newOutputStream(file)) {
      byte[] block = new byte[4_096];
      while (true) {
        filler.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean ends(String... command) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String[] ratchet() {
    String input = "{\"teeth\":" + TEETH + ",\"notes\":\"" + notes() + "\",\"round\":1}";
    return new String[] {
      "run", "ratchet", "--json", "--workers", "4", "--home", home().toString(), "--input", input
    };
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Path notes() {
    return folder.resolve("notes.txt");
  }
}
