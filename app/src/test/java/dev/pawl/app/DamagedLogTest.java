package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does about a damaged event log. */
final class DamagedLogTest {
  private static final int HEADER = 4_096;

  @TempDir Path folder;

  private String run = "";

  /** A run that stands still before its end. */
  @BeforeEach
  void stall() {
    Said said = runUntilMended();
    assertThat(said.code()).isEqualTo(1);
    run = said.json().get("run").stringValue();
  }

  @Test
  void damageInTheMiddleIsRefusedWithRunAndPosition() throws Exception {
    flip(HEADER + 100);

    Said events = Said.by("events", run, "--home", home().toString());
    Said again =
        Said.by("run", "mishap", "--id", run, "--home", home().toString(), "--input", input());

    for (Said said : new Said[] {events, again}) {
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains(run).contains("position 1").doesNotContain("\tat ");
    }
  }

  @Test
  void damageThatWasMetIsToldWhereTheSameCommandStartsAfresh() throws Exception {
    flip(HEADER + 100);
    Files.createFile(folder.resolve("mended"));

    Said said = runUntilMended();

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().get("run").stringValue()).isNotEqualTo(run);
    assertThat(said.err())
        .contains("run " + run + " is damaged and left out")
        .contains("position 1");
  }

  @Test
  void otherRunsGoOnBesideADamagedOne() throws Exception {
    flip(HEADER + 100);

    Said other =
        Said.by(
            "run",
            "mishap",
            "--json",
            "--home",
            home().toString(),
            "--input",
            "{\"kind\":\"fine\",\"place\":\"\"}");

    assertThat(other.code()).as(other.err()).isZero();
  }

  @Test
  void aTornTailIsMendedSilentlyAndTheRunGoesOn() throws Exception {
    byte[] log = Files.readAllBytes(log());
    int end = log.length;
    while (log[end - 1] == 0) {
      end--;
    }
    log[end - 1] = 0;
    log[end - 2] = 0;
    Files.write(log(), log);
    Files.createFile(folder.resolve("mended"));

    Said said = runUntilMended();

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().get("run").stringValue()).isEqualTo(run);
    assertThat(said.err()).doesNotContain("damage").doesNotContain("torn");
    assertThat(Said.by("events", run, "--home", home().toString()).code()).isZero();
  }

  private Said runUntilMended() {
    return Said.by(
        "run",
        "mishap",
        "--json",
        "--workers",
        "1",
        "--home",
        home().toString(),
        "--input",
        input());
  }

  private String input() {
    return "{\"kind\":\"throws until mended\",\"place\":\"" + folder.resolve("mended") + "\"}";
  }

  private void flip(int offset) throws IOException {
    byte[] log = Files.readAllBytes(log());
    log[offset] ^= 8;
    Files.write(log(), log);
  }

  private Path log() {
    return home().resolve("runs").resolve(run).resolve("events-000001.log");
  }

  private Path home() {
    return folder.resolve("home");
  }
}
