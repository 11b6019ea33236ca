package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A parent and its children, as the command shows and handles them. */
class ChildRunsTest {
  private static final int KILLS = 12;
  private static final int RATCHETS = 6;
  private static final int TEETH = 24;

  /** So many that a run takes some seconds. */
  private static final int MANY_TEETH = 300;

  @TempDir Path folder;
  private final long seed = Long.getLong("pawl.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  private String input(int teeth) {
    return "{\"ratchets\":"
        + RATCHETS
        + ",\"teeth\":"
        + teeth
        + ",\"notes\":\""
        + folder.resolve("notes.txt")
        + "\"}";
  }

  private PawlProcess start(int teeth) throws IOException {
    return PawlProcess.start(
        folder,
        "run",
        "ratchets",
        "--id",
        "all",
        "--workers",
        "6",
        "--json",
        "--home",
        pawl.home().toString(),
        "--input",
        input(teeth));
  }

  private static long expectedTotal() {
    long total = 0;
    for (int number = 0; number < RATCHETS; number++) {
      int teeth = TEETH + number;
      total += teeth * (teeth - 1L) / 2;
    }
    return total;
  }

  @Test
  @Acceptance({"P06", "P13", "L05"})
  void killsOfAParentWithChildrenChangeNeitherResultNorConfirmAnythingTwice() throws Exception {
    System.out.println("seed of the kills: " + seed + " (replay with -Dpawl.seed=" + seed + ")");
    Path notes = folder.resolve("notes.txt");
    int kills = 0;
    for (int tries = 0; kills < KILLS && tries < 3 * KILLS; tries++) {
      long before = Files.exists(notes) ? Files.size(notes) : 0;
      try (PawlProcess run = start(TEETH)) {
        run.await(_ -> notes.toFile().length() > before);
        kills += run.killAfter(Duration.ofMillis(random.nextInt(250))) ? 1 : 0;
      }
    }

    JsonNode ended;
    try (PawlProcess run = start(TEETH)) {
      ended = run.said().json();
    }

    System.out.println(kills + " kills");
    assertThat(kills).isPositive();
    assertThat(ended.get("outcome").stringValue()).isEqualTo("completed");
    assertThat(ended.at("/result/total").longValue()).isEqualTo(expectedTotal());
    assertThat(pawl.call("ps", "--json").jsonLines()).hasSize(1 + RATCHETS);
    Confirmations.of(pawl.home(), "all").requireComplete();
    for (int number = 0; number < RATCHETS; number++) {
      Confirmations.of(pawl.home(), "all.2-" + number).requireComplete();
    }
  }

  @Test
  void parentAndChildrenAreShownTogetherAndPrunedTogether() {
    assertThat(pawl.call("run", "ratchets", "--id", "all", "--input", input(TEETH)).code())
        .isZero();

    assertThat(pawl.call("ps").out()).contains("\nall ", "\n  all.2-0 ", "\n  all.2-5 ");
    assertThat(pawl.call("ps", "--parent", "all", "--json").jsonLines())
        .hasSize(RATCHETS)
        .allSatisfy(line -> assertThat(line.get("parent").stringValue()).isEqualTo("all"));
    assertThat(pawl.call("show", "all").out())
        .containsPattern("child runs\\s+6, 6 over \\(pawl ps --parent all\\)")
        .containsPattern("turn\\s+run\\s+6/6");
    assertThat(pawl.call("show", "all.2-3").out())
        .containsPattern("parent\\s+run all, step 2 \\[3]");
    assertThat(pawl.call("graph", "ratchets").out()).contains("run ratchet × n");
    assertThat(pawl.call("events", "all.2-3", "--json").jsonLines().get(0).at("/parent/run"))
        .hasToString("\"all\"");

    assertThat(pawl.call("prune", "--older-than", "0s", "--dry-run").out().lines())
        .hasSize(1 + RATCHETS)
        .last()
        .isEqualTo("would delete run all");
    assertThat(pawl.call("prune", "--older-than", "0s").code()).isZero();
    assertThat(pawl.call("ps").out()).contains("no runs in home");
  }

  @Test
  void aChildStaysAsLongAsItsParent() throws Exception {
    try (PawlProcess run = start(MANY_TEETH)) {
      run.await(_ -> children("running") == RATCHETS);
      assertThat(pawl.call("cancel", "all.2-0").code()).isZero();
      assertThat(children("cancelled")).isEqualTo(1);
      run.kill();
    }

    assertThat(pawl.call("prune", "--older-than", "0s").out())
        .contains("no run ended that long ago");
    assertThat(children("cancelled")).isEqualTo(1);
  }

  @Test
  void whoeverCancelsAParentEndsItsChildren() throws Exception {
    try (PawlProcess run = start(MANY_TEETH)) {
      run.await(_ -> children("running") == RATCHETS);

      assertThat(pawl.call("cancel", "all").code()).isZero();

      assertThat(run.said().code()).isEqualTo(1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> children("cancelled") == RATCHETS);
    }
  }

  private long children(String status) {
    return pawl.call("ps", "--json").jsonLines().stream()
        .filter(line -> !line.get("parent").isNull())
        .filter(line -> List.of(status).contains(line.get("status").stringValue()))
        .count();
  }
}
