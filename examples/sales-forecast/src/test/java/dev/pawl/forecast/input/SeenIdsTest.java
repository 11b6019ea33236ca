package dev.pawl.forecast.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
  @Test
  void tellsNewIdsFromThoseThatWereThere() {
    SeenIds seen = new SeenIds();
    for (int i = 0; i < 200_000; i++) {
      assertThat(seen.add("item-" + i)).isTrue();
    }
    assertThat(seen.add("item-0")).isFalse();
    assertThat(seen.add("item-199999")).isFalse();
    assertThat(seen.add("")).isTrue();
  }
}
