package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  static Stream<String> commands() {
    return new CommandLine(new PawlCommand())
        .getSubcommands().entrySet().stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals("quarantine"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_explains_itself_with_an_example(String name) {
    Said said = Said.by(name, "--help");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("Usage: pawl " + name, "Example", "  pawl " + name);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_reference_names_every_option_of_every_command(String name) throws IOException {
    String reference = Files.readString(reference());

    assertThat(reference).contains("## pawl " + name);
    String section = reference.substring(reference.indexOf("## pawl " + name)).split("\n## ", 2)[0];
    new CommandLine(new PawlCommand())
        .getSubcommands().get(name).getCommandSpec().options().stream()
            .map(option -> option.longestName())
            .filter(option ->
                !option.equals("--help")
                    && !option.equals("--version")
                    && !option.equals("--verbose"))
            .forEach(option -> assertThat(section).contains("`" + option));
  }

  /** The file, from the module's folder or the repository's root. */
  private static Path reference() {
    Path file = Path.of("docs/reference/command.md");
    return Files.exists(file) ? file : Path.of("..").resolve(file);
  }
}
