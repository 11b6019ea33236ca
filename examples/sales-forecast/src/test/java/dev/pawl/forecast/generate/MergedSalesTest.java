package dev.pawl.forecast.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.forecast.input.Periods;
import dev.pawl.forecast.input.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedSalesTest {
  private static final int CHUNKS = 5;
  private static final int PARTITIONS = 4;
  private static final int TAIL_MAGIC = 8;
  private static final RetailSales SALES = new RetailSales(0.01);

  @SuppressWarnings("ArrayRecordComponent")
  private record Combined(byte[] bytes, List<CombinedSlices.Slice> index) {
    ByteArrayInputStream slice(int partition) throws IOException {
      CombinedSlices.Slice slice = index.get(partition);
      return new ByteArrayInputStream(
          slice.verified(
              Arrays.copyOfRange(
                  bytes, (int) slice.offset(), (int) (slice.offset() + slice.length()))));
    }
  }

  private static List<Combined> chunks() throws IOException, InterruptedException {
    List<Combined> chunks = new ArrayList<>();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<CombinedSlices.Slice> index =
          CombinedSlices.write(SALES.generate(chunk, CHUNKS), PARTITIONS, out);
      chunks.add(new Combined(out.toByteArray(), index));
    }
    return chunks;
  }

  private static List<Series> merge(List<Combined> chunks, int partition) throws IOException {
    try (MergedSales merged = new MergedSales()) {
      for (Combined chunk : chunks) {
        merged.add(chunk.slice(partition));
      }
      List<Series> all = new ArrayList<>();
      for (Series series = merged.next(); series != null; series = merged.next()) {
        all.add(series);
      }
      return all;
    }
  }

  @Test
  void thePartitionsHoldEveryItemOnceWithItsMonthlySums() throws IOException, InterruptedException {
    List<Combined> chunks = chunks();
    List<Series> merged = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Series> part = merge(chunks, partition);
      assertThat(part)
          .hasSizeBetween(150, 350)
          .isSortedAccordingTo(Comparator.comparing(Series::id));
      merged.addAll(part);
    }
    merged.sort(Comparator.comparing(Series::id));
    MonthlySales whole = SALES.generate(0, 1);
    List<Series> expected = new ArrayList<>();
    for (int item = 1; item <= whole.items(); item++) {
      double[] values = new double[SalesCalendar.MONTHS];
      for (int month = 0; month < values.length; month++) {
        values[month] = whole.pieces(item, month);
      }
      if (Arrays.stream(values).sum() > 0) {
        expected.add(
            new Series("item-%06d".formatted(item), Periods.months(SalesCalendar.FIRST), values));
      }
    }
    assertThat(merged).isEqualTo(expected);
  }

  @Test
  void theOrderOfTheChunksDoesNotMatter() throws IOException, InterruptedException {
    List<Combined> chunks = chunks();
    List<Series> inOrder = merge(chunks, 2);
    Collections.reverse(chunks);
    assertThat(merge(chunks, 2)).isEqualTo(inOrder);
  }

  @Test
  void theIndexIsReadBackFromTheEndOfTheStream() throws IOException, InterruptedException {
    Combined chunk = chunks().getFirst();
    byte[] tail =
        Arrays.copyOfRange(
            chunk.bytes, chunk.bytes.length - CombinedSlices.TAIL, chunk.bytes.length);
    int from = chunk.bytes.length - CombinedSlices.TAIL - CombinedSlices.indexLength(tail);
    byte[] index = Arrays.copyOfRange(chunk.bytes, from, chunk.bytes.length - CombinedSlices.TAIL);
    assertThat(CombinedSlices.readIndex(index, tail)).isEqualTo(chunk.index).hasSize(PARTITIONS);
    index[3] ^= 1;
    assertThatThrownBy(() -> CombinedSlices.readIndex(index, tail)).isInstanceOf(IOException.class);
    tail[TAIL_MAGIC] ^= 1;
    assertThatThrownBy(() -> CombinedSlices.indexLength(tail))
        .hasMessageContaining("combined slices should end in 534c4958");
  }

  @Test
  void aDamagedOrCutSliceIsRefused() throws IOException, InterruptedException {
    Combined chunk = chunks().getFirst();
    chunk.bytes[(int) chunk.index.get(1).offset() + 40] ^= 1;
    assertThatThrownBy(() -> chunk.slice(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CRC32C");
    byte[] whole = chunk.slice(0).readAllBytes();
    assertThatThrownBy(() ->
            new MergedSales().add(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 1))))
        .hasMessageContaining("a whole slice of sales was expected");
  }
}
