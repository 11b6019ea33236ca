package dev.pawl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  @Test
  void groups_take_turns_and_keep_their_order() {
    add("huge", "h1", "h2", "h3", "h4");
    add("small", "s1", "s2");

    assertThat(queue.size()).isEqualTo(6);
    assertThat(all()).containsExactly("h1", "s1", "h2", "s2", "h3", "h4");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isNull();
  }

  @Test
  void what_is_put_back_is_the_first_of_its_group() {
    add("one", "o1", "o2");
    add("other", "x1");
    String taken = queue.poll();

    queue.addFirst("one", "again " + taken);

    assertThat(all()).containsExactly("x1", "again o1", "o2");
  }

  @Test
  void a_group_that_has_nothing_left_gets_the_next_turn_for_what_is_put_back() {
    add("one", "o1");
    add("other", "x1");
    String taken = queue.poll();

    queue.addFirst("one", "again " + taken);

    assertThat(all()).containsExactly("again o1", "x1");
  }

  @Test
  void a_group_that_comes_back_gets_the_last_turn() {
    add("one", "o1");
    add("other", "x1", "x2");
    queue.poll();
    add("one", "o2");

    assertThat(all()).containsExactly("x1", "o2", "x2");
  }

  private void add(String group, String... elements) {
    for (String element : elements) {
      queue.addLast(group, element);
    }
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (String next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    return all;
  }
}
