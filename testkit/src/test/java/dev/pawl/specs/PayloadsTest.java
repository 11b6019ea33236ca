package dev.pawl.specs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.run.Payloads;
import org.junit.jupiter.api.Test;

/** Columns of values, as events and commands carry them. */
class PayloadsTest {
  private final Payloads values = Payloads.ofText("a", "", "ccc", "ä");

  @Test
  void values_are_kept_in_one_array_and_come_out_as_they_went_in() {
    assertThat(values.size()).isEqualTo(4);
    assertThat(values.text(1)).isEmpty();
    assertThat(values.get(2)).isEqualTo("ccc".getBytes(UTF_8));
    assertThat(values.text(3)).isEqualTo("ä");
    assertThat(values).hasToString("[a, , ccc, ä]");
  }

  @Test
  void each_value_lies_between_its_start_and_its_end() {
    assertThat(values.length()).isEqualTo(6);
    assertThat(values.bytes()).isEqualTo("acccä".getBytes(UTF_8));
    assertThat(values.start(0)).isZero();
    assertThat(values.end(0)).isEqualTo(1);
    assertThat(values.start(2)).isEqualTo(1);
    assertThat(values.end(2)).isEqualTo(4);
  }

  @Test
  void values_at_some_places_come_in_the_order_of_the_places() {
    assertThat(values.select(new int[] {2, 0, 1}, 2)).isEqualTo(Payloads.ofText("ccc", "a"));
    assertThat(values.select(new int[0], 0)).isEqualTo(Payloads.empty());
  }

  @Test
  void columns_are_equal_when_each_of_their_values_is() {
    Payloads same = new Payloads("acccä".getBytes(UTF_8), new int[] {1, 1, 4, 6});
    assertThat(values).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(values)
        .isNotEqualTo(Payloads.ofText("", "a", "ccc", "ä"))
        .isNotEqualTo(Payloads.ofText("b", "", "ccc", "ä"))
        .isNotEqualTo("[a, , ccc, ä]");
    assertThat(values.hashCode())
        .isNotEqualTo(Payloads.ofText("", "a", "ccc", "ä").hashCode())
        .isNotEqualTo(Payloads.ofText("b", "", "ccc", "ä").hashCode());
  }

  @Test
  void what_is_no_column_is_refused() {
    assertThatThrownBy(() -> new Payloads(new byte[3], new int[] {2, 1}))
        .hasMessageContaining("1 after 2");
    assertThatThrownBy(() -> new Payloads(new byte[3], new int[] {2}))
        .hasMessageContaining("should be 3, found 2");
  }
}
