package dev.pawl.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.benchmarks.programs.Program.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultsTest {
  private static final Machine MACHINE = new Machine("a processor", 2, 8, "Linux", "JDK", 5_000);
  private static final Contestant PAWL = new Contestant("Pawl", "event log", true, List.of());
  private static final Contestant OTHER = new Contestant("Other", "memory", false, List.of());

  private final Results results = Results.on(MACHINE);

  @Test
  void a_row_has_the_median_and_the_spread_of_its_repetitions() {
    for (int rate : new int[] {300, 100, 200}) {
      results.add(PAWL, List.of(), printed("{\"tasksPerSecond\":" + rate + "}"));
    }
    Results.Row row = results.rows().get("Pawl");
    assertThat(row.median("tasksPerSecond")).isEqualTo(200);
    assertThat(row.spread("tasksPerSecond")).isEqualTo(1, within(1e-9));
    assertThat(row.repetitions()).isEqualTo(3);
    assertThat(row.median("p50Micros")).isNaN();
  }

  @Test
  void only_the_fields_that_are_asked_for_are_taken() {
    results.add(PAWL, List.of("p50Micros"), printed("{\"tasks\":9,\"p50Micros\":7.5}"));
    assertThat(results.rows().get("Pawl").values()).containsOnlyKeys("p50Micros");
  }

  @Test
  void a_run_that_was_not_durable_is_shown_as_such() {
    results.add(PAWL, List.of(), printed("{\"tasks\":9,\"durable\":false}"));
    results.add(PAWL, List.of(), printed("{\"tasks\":9,\"durable\":true}"));
    assertThat(results.rows().get("Pawl").durable()).isFalse();
  }

  @Test
  void results_are_read_back_as_they_were_written(@TempDir Path folder) throws IOException {
    results.add(PAWL, List.of(), printed("{\"tasks\":9,\"durable\":true}"));
    results.addMemory(PAWL, 120.0);
    Path file = folder.resolve("results").resolve("peers.json");
    results.write(file);
    assertThat(Results.read(file)).isEqualTo(results);
  }

  @Test
  void the_table_of_peers_says_how_much_faster_Pawl_is() {
    results.add(PAWL, List.of(), printed("{\"tasksPerSecond\":3000,\"p50Micros\":20}"));
    results.add(OTHER, List.of(), printed("{\"tasksPerSecond\":100,\"p50Micros\":500}"));
    String[] lines = Subject.PEERS.table(results).split("\n", -1);
    assertThat(cells(lines[2])).startsWith("Pawl", "3,000", "", "20.0", "");
    assertThat(cells(lines[3])).startsWith("Other", "100", "30.0", "500", "25.0");
  }

  @Test
  void the_table_of_Pawl_tells_what_a_variant_alone_has() {
    results.add(
        PAWL,
        List.of(),
        printed("{\"tasksPerSecond\":3000,\"aloneMillis\":9,\"besideMillis\":12}"));
    results.add(OTHER, List.of(), printed("{\"tasksPerSecond\":100,\"fairness\":1.25}"));
    assertThat(Subject.PAWL.table(results))
        .contains("| ten tasks alone 9.00 ms, behind it 12.0 ms |")
        .contains("fastest to slowest 1.25 |");
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList();
  }

  private static Sample printed(String json) {
    return new Sample(new JsonMapper().readTree(json), 0);
  }
}
