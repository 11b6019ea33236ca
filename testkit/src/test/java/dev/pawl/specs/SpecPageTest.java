package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Facts.started;
import static dev.pawl.testkit.specs.Tasks.task;
import static dev.pawl.testkit.specs.Tasks.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.ProcessDefinition;
import dev.pawl.spi.Codec;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.ProcessSpecs;
import dev.pawl.testkit.specs.Spec;
import dev.pawl.testkit.specs.SpecPage;
import dev.pawl.testkit.specs.SpecResult;
import dev.pawl.testkit.specs.junit.ProcessSpecsTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How specs print, and the specs of a process that names them. */
class SpecPageTest implements ProcessSpecsTest {
  private static final Spec HOLDS =
      Spec.given(start(0))
          .when(task("catalog").returns(2))
          .then(
              task("catalog").confirmed(),
              tasks("shards", 0, 2).made(0, 1),
              tasks("forecast", 0, 2).scheduled())
          .titled("One task for each shard")
          .showing("P19");

  private record ForecastSpecs(List<Spec> specs) implements ProcessSpecs {
    @Override
    public ProcessDefinition<?, ?> definition() {
      return Drawn.forecast();
    }
  }

  @Override
  public ProcessSpecs specs() {
    return new ForecastSpecs(List.of(HOLDS));
  }

  @Override
  public Codec codec() {
    return new TinyJson();
  }

  private static SpecPage page(Spec... specs) {
    return new SpecPage("Forecast", new ForecastSpecs(List.of(specs)).check(new TinyJson()));
  }

  @Test
  @Acceptance({"A02", "A03"})
  void a_spec_prints_as_sentences_with_its_outcome() {
    assertThat(page(HOLDS).markdown())
        .isEqualTo(
            """
            # Forecast

            1 of 1 hold.

            ### ✔ One task for each shard `P19`

            **Given**

            - the run is started with 0

            **When**

            - catalog returns 2

            **Then**

            - catalog confirmed
            - shards[0-1] made: 0, 1
            - forecast[0-1] scheduled

            """);
  }

  @Test
  @Acceptance("A03")
  void a_spec_that_does_not_hold_prints_what_was_found() {
    SpecPage page =
        page(
            HOLDS,
            Spec.given()
                .when(start(3))
                .then(started(), task("report").scheduled())
                .titled("Nonsense"));
    assertThat(page.holds()).isFalse();
    assertThat(page.markdown())
        .contains("1 of 2 hold", "### ✘ Nonsense", "found\n  the run started\n  catalog scheduled");
  }

  @Test
  void a_spec_of_a_step_that_is_not_there_says_which_there_are() {
    SpecResult result =
        page(Spec.given(start(3)).when(task("catalgo").returns(1)).then().titled("Misspelt"))
            .results()
            .get(0);
    assertThatThrownBy(result::requireHolds)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("'catalgo'", "catalog", "report");
    assertThat(result.markdown()).contains("✘ Misspelt");
  }
}
