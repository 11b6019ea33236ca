package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.FailureKind;
import dev.pawl.run.Gathering;
import dev.pawl.run.IndexSet;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.junit.SpecExtension;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheringTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(Drawn.forecast(), new TinyJson());

  @Test
  void a_list_of_a_thousand_needs_no_gathering() {
    SPECS
        .given(
            start(0), task("catalog").returns(1000), tasks("forecast", 0, 999).returnsEach(i -> i))
        .when(task("forecast", 999).returns(0))
        .then(task("forecast", 999).confirmed(), task("report").scheduled());
  }

  @Test
  void a_longer_list_is_gathered_by_tasks_of_a_thousand_elements_each() {
    SPECS
        .given(
            start(0), task("catalog").returns(1001), tasks("forecast", 0, 1000).returnsEach(i -> i))
        .when(task("forecast", 1000).returns(0))
        .then(task("forecast", 1000).confirmed(), tasks("all(forecast)", 0, 2).scheduled());
  }

  @Test
  @Acceptance("P03")
  void the_root_of_a_gathering_waits_for_all_leaves() {
    SPECS
        .given(
            start(0), task("catalog").returns(1001), tasks("forecast", 0, 1001).returnsEach(i -> i))
        .when(task("all(forecast)", 1).returns(0), task("all(forecast)", 0).returns(0))
        .then(
            task("all(forecast)", 1).confirmed(),
            task("all(forecast)", 0).confirmed(),
            task("all(forecast)", 2).scheduled());
  }

  @Test
  void a_list_goes_on_when_its_root_is_confirmed() {
    SPECS
        .given(
            start(0),
            task("catalog").returns(1001),
            tasks("forecast", 0, 1001).returnsEach(i -> i),
            tasks("all(forecast)", 0, 2).returns(0, 0))
        .when(task("all(forecast)", 2).returns(0))
        .then(task("all(forecast)", 2).confirmed(), task("report").scheduled());
  }

  @Test
  void a_list_with_gaps_is_gathered_as_long_as_it_would_be_without_them() {
    SPECS
        .given(
            Drawn.forecast(task -> task.tolerate(0.5)),
            start(0),
            task("catalog").returns(1001),
            tasks("forecast", 0, 1000).returnsEach(i -> i))
        .when(task("forecast", 1000).fails(FailureKind.PERMANENT, "poison"))
        .then(
            task("forecast", 1000).quarantined("poison"),
            completeWithout("forecast", 1000),
            tasks("all(forecast)", 0, 2).scheduled());
  }

  @ParameterizedTest(name = "{0} elements")
  @ValueSource(
      ints = {1_001, 1_999, 2_000, 2_001, 999_999, 1_000_000, 1_000_001, 2_500_000, 10_000_000})
  void each_element_and_each_part_is_gathered_once(int width) {
    BitSet elements = new BitSet(width);
    BitSet parts = new BitSet();
    int root = Gathering.root(width);
    for (int task = 0; task <= root; task++) {
      Gathering.Inputs inputs = Gathering.inputs(width, task);
      assertThat(inputs.to() - inputs.from()).isBetween(1, 1000);
      BitSet taken = inputs.leaf() ? elements : parts;
      assertThat(taken.get(inputs.from(), inputs.to()).isEmpty()).isTrue();
      IndexSet.range(inputs.from(), inputs.to()).addTo(taken);
      if (!inputs.leaf()) {
        assertThat(inputs.to()).isLessThanOrEqualTo(task);
      }
    }
    assertThat(elements.cardinality()).isEqualTo(width);
    assertThat(parts.cardinality()).isEqualTo(root);
  }
}
