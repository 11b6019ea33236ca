package dev.pawl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexSetTest {
  @Test
  void a_set_does_what_a_bit_set_does() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      BitSet bits = bits(random);
      BitSet others = bits(random);
      IndexSet set = IndexSet.ofBits(bits, 0, bits.length());
      IndexSet other = IndexSet.ofBits(others, 0, others.length());
      int[] indexes = bits.stream().toArray();
      assertThat(set.toArray()).isEqualTo(indexes);
      assertThat(set)
          .isEqualTo(IndexSet.ofSorted(indexes, indexes.length))
          .isEqualTo(IndexSet.ofBounds(set.bounds()))
          .isEqualTo(IndexSet.of(indexes));
      assertThat(set.size()).isEqualTo(indexes.length);
      assertThat(set.end()).isEqualTo(bits.length());
      int index = random.nextInt(300);
      assertThat(set.contains(index)).isEqualTo(bits.get(index));
      assertThat(set.rank(index))
          .isEqualTo(bits.get(index) ? bits.get(0, index).cardinality() : -1);
      int count = random.nextInt(indexes.length + 2);
      assertThat(set.head(count).toArray()).isEqualTo(bits.stream().limit(count).toArray());
      assertThat(set.tail(count).toArray()).isEqualTo(bits.stream().skip(count).toArray());
      BitSet both = (BitSet) bits.clone();
      both.and(others);
      assertThat(set.containsAll(other)).isEqualTo(both.equals(others));
      assertThat(set.containsAll(set.head(count))).isTrue();
    }
  }

  private static BitSet bits(Random random) {
    BitSet bits = new BitSet();
    int runs = random.nextInt(100);
    for (int run = 0; run < runs; run++) {
      int start = random.nextInt(290);
      bits.set(start, start + 1 + random.nextInt(random.nextBoolean() ? 1 : 9));
    }
    return bits;
  }

  @Test
  void what_is_no_set_of_indexes_is_refused() {
    assertThatThrownBy(() -> IndexSet.range(3, 2)).hasMessageContaining("3 to 2");
    assertThatThrownBy(() -> IndexSet.of(new int[] {-1, 4})).hasMessageContaining("-1");
    assertThatThrownBy(() -> IndexSet.ofSorted(new int[] {4, 4}, 2))
        .hasMessageContaining("4 after 4");
    assertThatThrownBy(() -> IndexSet.ofBounds(new int[] {0, 3, 3, 4}))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> IndexSet.ofBounds(new int[] {0, 3, 4})).hasMessageContaining("pairs");
    assertThatThrownBy(() -> IndexSet.ofBounds(new int[] {-2, 3})).hasMessageContaining("ascend");
  }

  @Test
  void a_set_reads_as_ranges() {
    assertThat(IndexSet.of(0, 1, 2, 3, 7, 9, 10)).hasToString("0-3,7,9-10");
    assertThat(IndexSet.empty()).hasToString("");
  }
}
