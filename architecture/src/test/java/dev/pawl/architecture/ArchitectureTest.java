package dev.pawl.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.pawl.testkit.Acceptance;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
  private static final JavaClasses PAWL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pawl");

  @Test
  void every_module_is_looked_at() {
    assertThat(PAWL)
        .extracting(type -> type.getPackageName())
        .contains("dev.pawl.spi", "dev.pawl.wire", "dev.pawl.app");
  }

  @TestFactory
  @Acceptance({"D03", "L01", "P11", "P18"})
  Stream<DynamicTest> the_code_keeps_the_rules() {
    return rules("dev.pawl")
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(PAWL)));
  }

  static Stream<ArchRule> rules(String root) {
    PackageMap map = new PackageMap(root);
    Purity purity = new Purity(root);
    return Stream.concat(
        Stream.of(
            map.coreNeedsTheJdkAndJSpecifyAlone(),
            map.processesSeeTheCoreAlone(),
            map.nothingSeesTheApp(),
            map.orchestrationHasNoPathToBlobs(),
            purity.timeAndChanceAreInjected(),
            purity.theAggregateHasNoInputOutputOrLog()),
        map.partsSeeTheCoreAndTheirNeighboursAlone());
  }
}
