package dev.pawl.forecast.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.forecast.M4Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class M4FilesTest {

  @ParameterizedTest
  @CsvSource({"Hourly, 414, 48, 700, 960", "Weekly, 359, 13, 80, 2597"})
  void readsTheFilesOfTheCompetition(String name, int count, int horizon, int shortest, int longest)
      throws IOException {
    Path folder = M4Folder.find();
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
