package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Handlers and data that fail: the task is tried again, then quarantined; the run stalls with a
 * reason and a hint, and exit code 1.
 */
final class MishapTest {
  @TempDir Path folder;

  @Test
  @Acceptance("P08")
  void aHandlerThatFailsNowAndThenIsTriedAgainUntilItSucceeds() {
    Said said = run("throws twice", "");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().get("result").get("text").stringValue()).isEqualTo("at last");
    assertThat(events(said, "RetryPlanned")).isEqualTo(2);
  }

  @Test
  @Acceptance("M04")
  void aHandlerThatThrowsStallsItsRunAndTheHintSaysHowToGoOn() {
    Said said = run("throws until mended", folder.resolve("paper").toString());

    String run = said.json().get("run").stringValue();
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.json().get("outcome").stringValue()).isEqualTo("stalled");
    assertThat(said.json().get("result").isNull()).isTrue();
    assertThat(said.err())
        .contains("work[0] after 3 attempts: java.io.IOException: the printer is out of paper")
        .contains("pawl retry " + run);
    assertThat(events(said, "RetryPlanned")).isEqualTo(2);
    assertThat(events(said, "TaskQuarantined")).isEqualTo(1);
  }

  @Test
  void theSameCommandOnAStalledRunSaysAgainWhyAndRunsNothing() {
    Said first = run("throws until mended", folder.resolve("paper").toString());

    Said second = run("throws until mended", folder.resolve("paper").toString());

    assertThat(second.code()).isEqualTo(1);
    assertThat(second.json().get("run")).isEqualTo(first.json().get("run"));
    assertThat(second.err()).contains("the printer is out of paper");
    assertThat(events(second, "TaskQuarantined")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          never ends           | 3 | TIMEOUT   | timed out: ran for
          recurses             | 3 | ERROR     | java.lang.StackOverflowError
          result is unwritable | 1 | PERMANENT | cannot be written as JSON of dev.pawl.app.Mishap$Done
          result is large      | 1 | PERMANENT | should have at most 65536 bytes as JSON, found 70011; the step's resultLimit(bytes) may be up to 4194304; what is larger belongs in a blob
          """)
  void aTaskThatCannotSucceedIsQuarantinedWithItsReason(
      String kind, int attempts, String failure, String reason) {
    Said said = run(kind, "");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.json().get("outcome").stringValue()).isEqualTo("stalled");
    assertThat(said.err()).contains("work[0] after " + attempts + " attempts: ").contains(reason);
    assertThat(quarantine(said)).contains("\"kind\":\"" + failure + "\"");
  }

  @Test
  @Acceptance("D09")
  void anInputThatChangedInTheMiddleOfARunFailsTheTaskThatMeetsIt() throws Exception {
    Path file = Files.writeString(folder.resolve("input.txt"), "as it was");

    Said said = run("input changes", "", file);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("work[0] after 1 attempts")
        .contains(
            "input file " + file + " changed since the run started: expected 9 bytes, found 13");
  }

  @Test
  @Acceptance("D07")
  void aBlobDamagedOnDiskFailsTheTaskThatReadsItAndIsNeverUsed() {
    Said said = run("blob is damaged", home().toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.json().get("outcome").stringValue()).isEqualTo("stalled");
    assertThat(said.err()).contains("PortFailure$Corrupt").contains("data");
    assertThat(events(said, "ResultsConfirmed")).isEqualTo(1);
  }

  @Test
  @Acceptance("D06")
  void aHandlerThatEndsTheJvmEndsTheCommandWithItsCodeAndTheRunGoesOnLater() throws Exception {
    Said said;
    try (PawlProcess process = PawlProcess.start(folder, words("exits", "", null))) {
      said = process.said();
    }

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("the same command goes on where it was");
    String run = said.err().lines().findFirst().orElseThrow().substring("run ".length());
    Said events = Said.by("events", run, "--json", "--home", home().toString());
    assertThat(events.out())
        .contains("\"type\":\"ResultsConfirmed\",")
        .doesNotContain("TaskQuarantined");
  }

  private Said run(String kind, String place) {
    return run(kind, place, null);
  }

  private Said run(String kind, String place, Path file) {
    return Said.by(words(kind, place, file));
  }

  private String[] words(String kind, String place, Path file) {
    String input =
        "{\"kind\":\""
            + kind
            + "\",\"place\":\""
            + place
            + "\""
            + (file == null ? "" : ",\"file\":\"" + file + "\"")
            + "}";
    return new String[] {
      "run", "mishap", "--json", "--workers", "1", "--home", home().toString(), "--input", input
    };
  }

  private Path home() {
    return folder.resolve("home");
  }

  private long events(Said said, String type) {
    return Said.by(
            "events", said.json().get("run").stringValue(), "--json", "--home", home().toString())
        .jsonLines()
        .stream()
        .filter(event -> event.get("type").stringValue().equals(type))
        .count();
  }

  private String quarantine(Said said) {
    return Said.by(
            "events", said.json().get("run").stringValue(), "--json", "--home", home().toString())
        .out()
        .lines()
        .filter(line -> line.contains("TaskQuarantined"))
        .findFirst()
        .orElse("");
  }
}
