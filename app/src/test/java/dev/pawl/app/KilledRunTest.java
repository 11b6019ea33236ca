package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code pawl run} under kill -9. The seed is printed; the system property {@code pawl.seed}
 * replays it.
 */
final class KilledRunTest {
  private static final int KILLS = 50;
  private static final int TEETH = 96;

  @TempDir Path folder;

  private final long seed = Long.getLong("pawl.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  @Acceptance({"P06", "P13", "P22", "D06", "L05", "L06"})
  void fiftyKillsChangeNeitherTheResultNorConfirmAnythingTwice() throws Exception {
    System.out.println("seed of the kills: " + seed + " (replay with -Dpawl.seed=" + seed + ")");
    JsonNode undisturbed = run(0).said().json();
    assertThat(undisturbed.get("outcome").stringValue()).isEqualTo("completed");

    int kills = 0;
    int inWork = 0;
    int round = 1;
    for (; kills < KILLS; round++) {
      Incarnations incarnations = new Incarnations(notes(round));
      Optional<Said> ending = Optional.empty();
      while (ending.isEmpty()) {
        int before = incarnations.noted();
        ending = kills < KILLS ? killed(round) : Optional.of(run(round).said());
        kills += ending.isEmpty() ? 1 : 0;
        inWork += ending.isEmpty() && incarnations.noted() > before ? 1 : 0;
        incarnations.check();
      }
      requireSame(ending.get().json(), undisturbed);
    }

    System.out.println(
        kills + " kills in " + (round - 1) + " runs, " + inWork + " of them while tasks ran");
    assertThat(inWork).isGreaterThan(KILLS / 3);
  }

  private void requireSame(JsonNode found, JsonNode undisturbed) {
    assertThat(found.get("outcome").stringValue()).isEqualTo("completed");
    assertThat(found.get("result")).isEqualTo(undisturbed.get("result"));
    assertThat(found.get("tasks")).isEqualTo(undisturbed.get("tasks"));
    Confirmations.of(home(), found.get("run").stringValue()).requireComplete();
  }

  private PawlProcess run(int round) throws IOException {
    String input =
        "{\"teeth\":" + TEETH + ",\"notes\":\"" + notes(round) + "\",\"round\":" + round + "}";
    return PawlProcess.start(
        folder,
        "run",
        "ratchet",
        "--workers",
        "6",
        "--json",
        "--home",
        home().toString(),
        "--input",
        input);
  }

  /** Starts the command and kills it at some moment; gives what it said if it was faster. */
  private Optional<Said> killed(int round) throws Exception {
    long before = Files.exists(notes(round)) ? Files.size(notes(round)) : 0;
    try (PawlProcess process = run(round)) {
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> process.await(said -> said.contains("run ratchet-"));
        default -> process.await(_ -> notes(round).toFile().length() > before);
      }
      Duration moment = Duration.ofMillis(random.nextInt(350));
      boolean killed = process.killAfter(moment);
      Said said = process.said();
      return killed && !said.out().contains("\"outcome\"") ? Optional.empty() : Optional.of(said);
    }
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Path notes(int round) {
    return folder.resolve("notes-" + round + ".txt");
  }

  /**
   * What each incarnation of a run noted, held against what was confirmed when the one before was
   * killed.
   */
  private final class Incarnations {
    private final Path notes;
    private Set<String> confirmed = Set.of();
    private int checked;

    Incarnations(Path notes) {
      this.notes = notes;
    }

    int noted() throws IOException {
      return lines().size();
    }

    void check() throws IOException {
      List<String> lines = lines();
      List<String> begun = new ArrayList<>();
      for (String line : lines.subList(checked, lines.size())) {
        begun.add(task(line));
      }
      assertThat(begun).as("executions of one incarnation").doesNotHaveDuplicates();
      assertThat(begun)
          .as("executions of what was confirmed")
          .filteredOn(confirmed::contains)
          .isEmpty();
      checked = lines.size();
      if (!lines.isEmpty()) {
        confirmed = confirmed(lines.get(0).split(" ")[1], lines);
      }
    }

    private Set<String> confirmed(String run, List<String> lines) {
      Confirmations found = Confirmations.of(home(), run);
      found.requireOnce();
      Set<String> tasks = new HashSet<>();
      for (String line : lines) {
        String[] words = line.split(" ");
        if (found.contains(words[2], Integer.parseInt(words[3]))) {
          tasks.add(task(line));
        }
      }
      return tasks;
    }

    /** Step and index; one run has one file. */
    private String task(String line) {
      return line.split(" ", 3)[2];
    }

    private List<String> lines() throws IOException {
      return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }
  }
}
