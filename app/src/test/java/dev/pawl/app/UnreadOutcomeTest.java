package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.engine.Home;
import dev.pawl.run.RunId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnreadOutcomeTest {
  @TempDir Path folder;

  @Test
  void anEndThatWasNeverToldIsToldByTheSameCommandInPlaceOfANewRun() {
    Pawl pawl = new Pawl(folder);
    String first = run(pawl);
    new UnreadOutcomes(new Home(folder)).add(new RunId(first));

    assertThat(run(pawl)).as("killed before it could tell").isEqualTo(first);
    assertThat(run(pawl)).as("told, so that the next one is new").isNotEqualTo(first);
  }

  private static String run(Pawl pawl) {
    Said said = pawl.call("run", "steps", "--input", Pawl.input(3), "--json");
    assertThat(said.json().get("outcome").stringValue()).isEqualTo("completed");
    return said.json().get("run").stringValue();
  }
}
