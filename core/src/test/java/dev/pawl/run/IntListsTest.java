package dev.pawl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntListsTest {
  private final IntLists lists =
      IntLists.of(List.of(new int[] {3, 1}, new int[0], new int[] {7}, new int[] {5, 5, 5}));

  @Test
  void lists_are_given_back_as_they_were_put_in() {
    assertThat(lists.size()).isEqualTo(4);
    assertThat(lists.length()).isEqualTo(6);
    assertThat(lists.get(0)).containsExactly(3, 1);
    assertThat(lists.get(1)).isEmpty();
    assertThat(lists.number(lists.start(2))).isEqualTo(7);
    assertThat(lists).hasToString("[[3, 1], [], [7], [5, 5, 5]]");
  }

  @Test
  void a_part_holds_the_lists_from_one_to_below_another() {
    assertThat(lists.part(1, 3)).isEqualTo(IntLists.of(List.of(new int[0], new int[] {7})));
    assertThat(lists.part(0, 4)).isEqualTo(lists).hasSameHashCodeAs(lists);
    assertThat(lists.part(4, 4)).isEqualTo(IntLists.of(List.of()));
    assertThat(lists.part(1, 3)).isNotEqualTo(lists.part(1, 2));
  }

  @Test
  void ends_that_do_not_fit_are_refused() {
    assertThatThrownBy(() -> new IntLists(new int[2], new int[] {2, 1}))
        .hasMessage("ends should ascend, found 1 after 2");
    assertThatThrownBy(() -> new IntLists(new int[2], new int[] {1}))
        .hasMessage("the last end should be 2, found 1");
  }
}
