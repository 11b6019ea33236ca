package dev.pawl.testkit.specs.junit;

import dev.pawl.spi.Codec;
import dev.pawl.testkit.specs.ProcessSpecs;
import dev.pawl.testkit.specs.SpecResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the specs that a process names: {@code class ForecastSpecsTest implements ProcessSpecsTest}.
 */
public interface ProcessSpecsTest {
  ProcessSpecs specs();

  Codec codec();

  /** One test for each spec. */
  @TestFactory
  default Stream<DynamicTest> every_spec_of_the_process_holds() {
    return specs().check(codec()).stream()
        .map(result -> DynamicTest.dynamicTest(result.spec().title(), () -> require(result)));
  }

  private static void require(SpecResult result) {
    result.requireHolds();
  }
}
