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
  private static final RetailSales SALES = new RetailSales(0.01);

  /** The slices of one chunk, by partition. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Chunk(byte[][] slices) {
    ByteArrayInputStream slice(int partition) {
      return new ByteArrayInputStream(slices[partition]);
    }
  }

  private static List<Chunk> chunks() throws IOException, InterruptedException {
    List<Chunk> chunks = new ArrayList<>();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      MonthlySales sales = SALES.generate(chunk, CHUNKS);
      byte[][] slices = new byte[PARTITIONS][];
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SalesSlice.write(sales, partition, PARTITIONS, out);
        slices[partition] = out.toByteArray();
      }
      chunks.add(new Chunk(slices));
    }
    return chunks;
  }

  private static List<Series> merge(List<Chunk> chunks, int partition) throws IOException {
    try (MergedSales merged = new MergedSales()) {
      for (Chunk chunk : chunks) {
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
    List<Chunk> chunks = chunks();
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
    List<Chunk> chunks = chunks();
    List<Series> inOrder = merge(chunks, 2);
    Collections.reverse(chunks);
    assertThat(merge(chunks, 2)).isEqualTo(inOrder);
  }

  @Test
  void aCutSliceIsRefused() throws IOException, InterruptedException {
    byte[] whole = chunks().getFirst().slice(0).readAllBytes();
    assertThatThrownBy(() ->
            new MergedSales().add(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 1))))
        .hasMessageContaining("a whole slice of sales was expected");
  }
}
