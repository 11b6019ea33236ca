package dev.pawl.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramTest {

  @Test
  void the_last_line_of_JSON_counts_whatever_is_printed_around_it() throws Exception {
    var sample = Program.run(shell("echo '{\"tasks\":1}'; echo '{\"tasks\":2}'; echo bye"));
    assertThat(sample.printed().get("tasks").intValue()).isEqualTo(2);
  }

  @Test
  void a_program_that_fails_is_an_error_that_shows_what_it_said() {
    assertThatThrownBy(() -> Program.run(shell("echo '{}'; echo no database >&2; exit 3")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no database");
  }

  @Test
  void a_program_that_prints_no_figures_is_an_error() {
    assertThatThrownBy(() -> Program.run(shell("echo done")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a line of JSON");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_memory_of_a_process_is_known() {
    assertThat(Memory.peakKiB(ProcessHandle.current().pid())).isGreaterThan(1_000);
    assertThat(Memory.shareKiB(ProcessHandle.current().pid())).isGreaterThan(1_000);
    assertThat(Memory.totalKiB()).isGreaterThan(Memory.peakKiB(ProcessHandle.current().pid()));
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }
}
