package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The short form of {@code pawl soak}, with real processes and real kills; {@code pawl soak
 * --minutes 0 --tasks 1000000 --kills 200} is the long one.
 */
class SoakTest {
  private static final int TASKS = 200_000;
  private static final int KILLS = 36;

  @TempDir Path folder;

  @Test
  @Acceptance({"E01", "E02"})
  void thirtySixKillsInARunOfTwoHundredThousandTasksLoseNothingAndConfirmNothingTwice()
      throws Exception {
    long seed = Long.getLong("pawl.seed", 5);
    Said said =
        soak(
            "--minutes",
            "0",
            "--tasks",
            Integer.toString(TASKS),
            "--kills",
            Integer.toString(KILLS),
            "--seed",
            Long.toString(seed),
            "--json");

    assertThat(said.code()).as("seed " + seed + ": " + said.err() + said.out()).isZero();
    JsonNode json = said.json();
    assertThat(json.get("outcome").stringValue()).isEqualTo("sound");
    assertThat(json.get("ownerKills").intValue()).isGreaterThanOrEqualTo(5);
    assertThat(json.get("workerKills").intValue()).isGreaterThanOrEqualTo(20);
    assertThat(json.get("runs").intValue()).isEqualTo(1);
    assertThat(json.get("tasks").intValue()).isEqualTo(TASKS);
    assertThat(json.get("executions").longValue()).isGreaterThanOrEqualTo(TASKS);
    assertThat(json.get("blobs").longValue()).isEqualTo(TASKS / 100L);
    System.out.println(said.out());
  }

  @Test
  void wrongWordsAreTold() throws Exception {
    Files.writeString(folder.resolve("file"), "in the way");

    assertThat(Said.by("soak").code()).isEqualTo(2);
    assertThat(Said.by("soak", "--minutes", "1", "--tasks", "5").err())
        .contains("--tasks should be 100 to 10000000, found 5");
    assertThat(Said.by("soak", "--minutes", "1", "--home", folder.toString()).err())
        .contains("should be an empty folder");
  }

  private Said soak(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "soak";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try (PawlProcess process = PawlProcess.start(folder, all)) {
      return process.said();
    }
  }
}
