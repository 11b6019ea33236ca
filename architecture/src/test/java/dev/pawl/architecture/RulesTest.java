package dev.pawl.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules themselves, tried on classes that break them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesTest {
  private static final String ROOT = "dev.pawl.architecture.fixture";
  private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);
  private final PackageMap map = new PackageMap(ROOT);
  private final Purity purity = new Purity(ROOT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Instant.now()",
        "System.currentTimeMillis()",
        "System.nanoTime()",
        "Clock.systemUTC()",
        "Math.random()",
        "ThreadLocalRandom.current()",
        "UUID.randomUUID()",
        "Random.<init>()"
      })
  void an_impure_decider_is_found(String call) {
    assertThat(violations(purity.timeAndChanceAreInjected()))
        .anyMatch(message -> message.contains("ImpureDecider") && message.contains(call));
  }

  @Test
  void output_of_the_aggregate_is_found() {
    assertThat(violations(purity.theAggregateHasNoInputOutputOrLog()))
        .anyMatch(message -> message.contains("java.io.PrintStream"));
  }

  @Test
  void a_library_in_the_core_is_found() {
    assertThat(violations(map.coreNeedsTheJdkAndJSpecifyAlone()))
        .isNotEmpty()
        .allMatch(message -> message.contains("CoreNeedsLibrary"));
  }

  @Test
  void orchestration_that_opens_blobs_is_found() {
    assertThat(violations(map.orchestrationHasNoPathToBlobs()))
        .anyMatch(message -> message.contains("OpensBlobs") && message.contains("BlobStore"));
  }

  @Test
  void parts_that_see_each_other_are_found() {
    assertThat(
            map.partsSeeTheCoreAndTheirNeighboursAlone().flatMap(rule -> violations(rule).stream()))
        .anyMatch(message -> message.contains("orchestration.OpensBlobs.worker"))
        .anyMatch(message -> message.contains("processing.SeesOrchestration.owner"))
        .anyMatch(message -> message.contains("files.SeesOrchestration.owner"))
        .noneMatch(message -> message.contains("app.Wiring"));
  }

  @Test
  void a_process_that_knows_its_deployment_is_found() {
    assertThat(violations(map.processesSeeTheCoreAlone()))
        .anyMatch(message -> message.contains("example.SeesFiles.files"));
  }

  @Test
  void a_part_that_knows_the_app_is_found() {
    assertThat(violations(map.nothingSeesTheApp()))
        .isNotEmpty()
        .allMatch(message -> message.contains("example.SeesFiles"));
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(FIXTURE).getFailureReport().getDetails();
  }
}
