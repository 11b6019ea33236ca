package dev.pawl.forecast.generate;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generated data: the sales of a chain of stores, table {@code store_sales} of the TPC-DS
 * benchmark, in chunks that can be generated apart from one another, at the same time, on any
 * machine, and always come out the same.
 *
 * <p>A ticket has 8 to 16 rows, each the sale of 1 to 100 pieces of one item on one day. The table
 * is never held: a chunk is generated row by row and summed up in a {@link MonthlySales}. Rows
 * without a date or a quantity (about one in twelve; the benchmark leaves cells out on purpose) are
 * left out, and so are the days outside of the {@link SalesCalendar}.
 *
 * <p>What a scale means: {@code 10,000 max(1, round(24 scale))} tickets below 1 and 240,000 times
 * the scale from 1 on; 1,001 items below 0.222, then 1,000 {@code floor(9 scale)} + 1 below 1,
 * 9,000 at 1, 51,000 at 10. A ticket makes about 12 rows, so a scale of 0.2 makes 600,000 rows,
 * which is ten sales of each item in a month; smaller ones are faster and noisier.
 *
 * @param scale of TPC-DS, which calls it gigabytes of all its tables; above 0, at most 1,000
 *     (beyond, the generator's row numbers overflow); 0.01 is as small as it gets
 * @param items the number of items to keep: those numbered 1 to {@code items}; where it is more
 *     than there are, all
 */
public record RetailSales(double scale, int items) {
  private static final int SOLD_DATE = 0;
  private static final int ITEM = 2;
  private static final int QUANTITY = 10;
  private static final int ROWS_BETWEEN_CHECKS = 4096;

  public RetailSales {
    if (!(scale > 0 && scale <= 1000)) {
      throw new IllegalArgumentException(
          "a scale should be above 0 and at most 1000, found " + scale);
    }
    if (items < 1) {
      throw new IllegalArgumentException(
          "the number of items should be at least 1, found " + items);
    }
    items = (int) Math.min(items, session(scale).getScaling().getIdCount(Table.ITEM));
  }

  /** All items of a scale. */
  public RetailSales(double scale) {
    this(scale, Integer.MAX_VALUE);
  }

  /** The number of tickets that will be generated, whatever the number of items. */
  public long tickets() {
    return session(scale).getScaling().getRowCount(Table.STORE_SALES);
  }

  /**
   * Generates one chunk of the tickets. Takes memory for one {@link MonthlySales}.
   *
   * @param chunk from 0
   * @param chunks how many there are; those beyond the number of tickets are empty
   * @throws InterruptedException where the thread was interrupted meanwhile
   */
  public MonthlySales generate(int chunk, int chunks) throws InterruptedException {
    if (chunk < 0 || chunk >= chunks) {
      throw new IllegalArgumentException(
          "a chunk should be 0 to " + (chunks - 1) + ", found " + chunk);
    }
    MonthlySales sales = new MonthlySales(items);
    long first = 1 + tickets() * chunk / chunks;
    long last = tickets() * (chunk + 1) / chunks;
    // Not the library's own chunks: it puts everything below a million tickets into the first of
    // them.
    Iterator<List<List<String>>> tableRows =
        Results.constructResults(Table.STORE_SALES, first, last, session(scale)).iterator();
    for (long row = 0; first <= last && tableRows.hasNext(); row++) {
      if (row % ROWS_BETWEEN_CHECKS == 0 && Thread.interrupted()) {
        throw new InterruptedException("interrupted after " + row + " rows of chunk " + chunk);
      }
      add(sales, tableRows.next().getFirst());
    }
    return sales;
  }

  private void add(MonthlySales sales, List<@Nullable String> row) {
    String date = row.get(SOLD_DATE);
    String item = row.get(ITEM);
    String quantity = row.get(QUANTITY);
    sales.countRow();
    if (date == null || item == null || quantity == null) {
      return;
    }
    int month = SalesCalendar.monthOf(Integer.parseInt(date));
    int number = itemOf(Long.parseLong(item));
    if (month >= 0 && number <= items) {
      sales.add(number, month, Long.parseLong(quantity));
    }
  }

  /**
   * The number of an item, from 1, by its surrogate key. The item table keeps history: of three
   * items the first has one row, the second two and the third three, each valid for a part of the
   * years, so keys 1 to 6 are items 1, 2, 2, 3, 3, 3. Source: TPC-DS specification, slowly changing
   * dimensions, as in the generator's {@code matchSurrogateKey}.
   */
  static int itemOf(long surrogateKey) {
    long group = (surrogateKey - 1) / 6;
    int revision = (int) ((surrogateKey - 1) % 6);
    return Math.toIntExact(3 * group + (revision == 0 ? 1 : revision < 3 ? 2 : 3));
  }

  private static Session session(double scale) {
    return Session.getDefaultSession().withScale(scale).withTable(Table.STORE_SALES);
  }
}
