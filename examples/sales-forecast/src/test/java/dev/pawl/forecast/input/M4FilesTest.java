package dev.pawl.forecast.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class M4FilesTest {

  private static Path m4() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolveSibling("shared").resolve("data").resolve("m4");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    assumeTrue(
        "true".equals(System.getenv("CI")),
        "the M4 files are not there: a folder shared/data/m4 beside the repository");
    throw new AssertionError(
        "a folder shared/data/m4 was expected beside the repository, as CI is true");
  }

  @ParameterizedTest
  @CsvSource({"Hourly, 414, 48, 700, 960", "Weekly, 359, 13, 80, 2597"})
  void readsTheFilesOfTheCompetition(String name, int count, int horizon, int shortest, int longest)
      throws IOException {
    Path folder = m4();
    Path train = folder.resolve(name + "-train.csv.gz");
    Path test = folder.resolve(name + "-test.csv.gz");
    List<Series> all =
        Inputs.all(
            new ActualsJoin(
                new WideCsv(train.toString(), Files.newInputStream(train)),
                new WideCsv(test.toString(), Files.newInputStream(test)),
                test.toString(),
                horizon));
    assertThat(all)
        .hasSize(count)
        .allSatisfy(
            series -> assertThat(series.actuals()).hasSize(horizon).doesNotContain(Double.NaN));
    assertThat(all.stream().mapToInt(series -> series.values().length).summaryStatistics())
        .satisfies(lengths -> {
          assertThat(lengths.getMin()).isEqualTo(shortest);
          assertThat(lengths.getMax()).isEqualTo(longest);
        });
  }
}
