package dev.pawl.forecast.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.tpcds.Results;
import io.trino.tpcds.Scaling;
import io.trino.tpcds.Session;
import io.trino.tpcds.SlowlyChangingDimensionUtils;
import io.trino.tpcds.Table;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RetailSalesTest {
  private static final RetailSales SMALLEST = new RetailSales(0.01);

  private static MonthlySales sum(List<MonthlySales> parts, int items) {
    MonthlySales sum = new MonthlySales(items);
    for (MonthlySales part : parts) {
      for (int item = 1; item <= items; item++) {
        for (int month = 0; month < SalesCalendar.MONTHS; month++) {
          sum.add(item, month, part.pieces(item, month));
        }
      }
    }
    return sum;
  }

  private static void assertSame(MonthlySales found, MonthlySales expected) {
    assertThat(found.items()).isEqualTo(expected.items());
    for (int item = 1; item <= expected.items(); item++) {
      for (int month = 0; month < SalesCalendar.MONTHS; month++) {
        assertThat(found.pieces(item, month)).isEqualTo(expected.pieces(item, month));
      }
    }
  }

  @Test
  void chunksAreThePartsOfTheWhole() throws InterruptedException {
    List<MonthlySales> parts = new ArrayList<>();
    long rows = 0;
    for (int chunk = 0; chunk < 7; chunk++) {
      parts.add(SMALLEST.generate(chunk, 7));
      rows += parts.getLast().rows();
    }
    MonthlySales whole = SMALLEST.generate(0, 1);
    assertSame(sum(parts, whole.items()), whole);
    assertThat(rows)
        .isEqualTo(whole.rows())
        .isBetween(SMALLEST.tickets() * 8, SMALLEST.tickets() * 16);
  }

  @Test
  void chunksGeneratedAtTheSameTimeAreThoseGeneratedOneAfterAnother() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<MonthlySales>> chunks = new ArrayList<>();
      for (int chunk = 0; chunk < 24; chunk++) {
        int number = chunk;
        chunks.add(() -> SMALLEST.generate(number, 24));
      }
      List<Future<MonthlySales>> together = threads.invokeAll(chunks);
      for (int chunk = 0; chunk < 24; chunk++) {
        assertSame(together.get(chunk).get(), SMALLEST.generate(chunk, 24));
      }
    }
  }

  @Test
  void sumsAreThoseOfTheTableByItemNameAndMonth() throws InterruptedException {
    Map<String, Long> expected = new HashMap<>();
    Session session = Session.getDefaultSession().withScale(0.01).withTable(Table.STORE_SALES);
    for (List<List<String>> rows : Results.constructResults(Table.STORE_SALES, 1, 500, session)) {
      List<String> row = rows.getFirst();
      if (row.get(0) != null && row.get(10) != null) {
        LocalDate date = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, Long.parseLong(row.get(0)));
        String item =
            SlowlyChangingDimensionUtils.computeScdKey(Table.ITEM, Long.parseLong(row.get(2)))
                .getBusinessKey();
        expected.merge(item + YearMonth.from(date), Long.parseLong(row.get(10)), Long::sum);
      }
    }
    MonthlySales found = SMALLEST.generate(0, (int) (SMALLEST.tickets() / 500));
    Map<String, Long> named = new HashMap<>();
    for (long key = 1; key <= new Scaling(0.01).getRowCount(Table.ITEM); key++) {
      String item = SlowlyChangingDimensionUtils.computeScdKey(Table.ITEM, key).getBusinessKey();
      for (int month = 0; month < SalesCalendar.MONTHS; month++) {
        long pieces = found.pieces(RetailSales.itemOf(key), month);
        if (pieces > 0) {
          named.put(item + SalesCalendar.FIRST.plusMonths(month), pieces);
        }
      }
    }
    expected.keySet().removeIf(key -> key.endsWith("2003-01"));
    assertThat(named).isEqualTo(expected);
  }

  @Test
  void fewerItemsAreTheFirstOfAllItems() throws InterruptedException {
    MonthlySales few = new RetailSales(0.01, 5).generate(1, 20);
    MonthlySales all = SMALLEST.generate(1, 20);
    assertThat(few.items()).isEqualTo(5);
    assertThat(all.items()).isEqualTo(1001);
    for (int item = 1; item <= 5; item++) {
      for (int month = 0; month < SalesCalendar.MONTHS; month++) {
        assertThat(few.pieces(item, month)).isEqualTo(all.pieces(item, month));
      }
    }
  }

  @Test
  void anInterruptEndsAChunk() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> SMALLEST.generate(0, 1)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void moreChunksThanTicketsLeaveSomeEmpty() throws InterruptedException {
    assertThat(SMALLEST.generate(0, 1_000_000).rows()).isZero();
    assertThat(SMALLEST.generate(999_999, 1_000_000).rows()).isPositive();
  }

  @Test
  void refusesAScaleANumberOfItemsAndAChunkThatCannotBe() {
    assertThatThrownBy(() -> new RetailSales(0))
        .hasMessage("a scale should be above 0 and at most 1000, found 0.0");
    assertThatThrownBy(() -> new RetailSales(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetailSales(1, 0))
        .hasMessage("the number of items should be at least 1, found 0");
    assertThatThrownBy(() -> SMALLEST.generate(3, 3))
        .hasMessage("a chunk should be 0 to 2, found 3");
  }
}
