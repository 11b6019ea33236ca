package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulateTest {
  @Test
  void seeds_that_break_nothing_end_with_0_and_one_object() {
    Said said = Said.by("simulate", "--seeds", "4", "--from", "11", "--threads", "2", "--json");

    assertThat(said.code()).isZero();
    assertThat(said.out().strip().lines().reduce((_, last) -> last).orElse(""))
        .startsWith("{\"seeds\":4,\"from\":11,")
        .contains("\"violations\":0", "\"violatedSeeds\":[]");
  }

  @Test
  void one_seed_writes_its_whole_trace(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("trace.txt");

    Said said = Said.by("simulate", "--seed", "7", "--trace", file.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("seed 7:", "1 seed in", "0 violations");
    assertThat(Files.readString(file)).contains("plan: ", "owner-1", "calm");
  }

  @Test
  void a_planted_bug_is_told_with_its_trace_and_the_command_to_see_it_again() {
    Said said = Said.by("simulate", "--bug", "results_swapped", "--seeds", "200");

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .containsPattern("replay: ./pawl simulate --seed \\d+ --bug RESULTS_SWAPPED");
  }

  @Test
  void wrong_words_end_with_2() {
    assertThat(Said.by("simulate", "--bug", "no-such-bug").code()).isEqualTo(2);
    assertThat(Said.by("simulate", "--seeds", "0").code()).isEqualTo(2);
    assertThat(Said.by("simulate", "--trace", "x").code()).isEqualTo(2);
  }
}
