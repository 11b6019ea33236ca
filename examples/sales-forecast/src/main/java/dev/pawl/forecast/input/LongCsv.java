package dev.pawl.forecast.input;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one's own data: a header row with the columns {@code series}, {@code period} and {@code
 * value} (any order, upper or lower case, others are ignored), then one row for each observation,
 * plain or gzipped.
 *
 * <ul>
 *   <li>All rows of a series stand together; its periods may be in any order. A series that comes
 *       back after another is an error, for holding all of them open would need memory for the
 *       whole file: sort the file by series first.
 *   <li>A period is an integer, a month ({@code 2024-03}) or a date ({@code 2024-03-17}), the same
 *       form in the whole file. Dates are days, unless weeks or months are asked for: weeks count
 *       from each series' first date, months take the date's month.
 *   <li>A period between the first and the last of a series that has no row is a missing value, as
 *       is an empty value, NA or NaN. A zero is a zero.
 *   <li>The same period twice in a series is an error, whether the values agree or not.
 *   <li>Every error names file, line and column.
 * </ul>
 *
 * <p>Holds the rows of one series at a time (at most {@link Series#LONGEST}), and a hash of each
 * id.
 */
public final class LongCsv implements SeriesReader {
  private final CsvRows rows;
  private final PeriodParser periods;
  private final SeenIds seen = new SeenIds();
  private final Columns columns;
  private CsvRows.@Nullable Row ahead;

  private record Columns(int series, int period, int value, int count) {}

  /**
   * Reads {@code in}, plain or gzipped, and closes it in the end.
   *
   * @param file what to call the input in messages
   * @param unit the distance of two periods; null for what their form says (integers are steps,
   *     dates are days)
   */
  public LongCsv(String file, InputStream in, Periods.@Nullable Unit unit) throws IOException {
    rows = CsvRows.open(file, in);
    periods = new PeriodParser(unit);
    try {
      columns = header(rows);
      ahead = rows.next();
      if (ahead == null) {
        throw new InputFormatException(
            rows.place(), "a row for each observation after the header row", "none");
      }
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private static Columns header(CsvRows rows) throws IOException {
    CsvRows.Row header = rows.next();
    if (header == null) {
      throw new InputFormatException(
          rows.place(), "a header row with series, period and value", "an empty file");
    }
    return new Columns(
        column(header, "series"), column(header, "period"), column(header, "value"), header.size());
  }

  private static int column(CsvRows.Row header, String name) throws InputFormatException {
    int found = -1;
    for (int i = 0; i < header.size(); i++) {
      if (header.cell(i).equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw header.error(i, "one column '" + name + "'", "a second one");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw header.error(
          -1,
          "a header row with a column '" + name + "'",
          InputFormatException.quoted(String.join(",", header.csv().getFields())));
    }
    return found;
  }

  @Override
  public @Nullable Series next() throws IOException {
    CsvRows.Row row = ahead;
    if (row == null) {
      return null;
    }
    String id = Cells.id(complete(row), columns.series);
    if (!seen.add(id)) {
      throw row.error(
          columns.series,
          "all rows of a series together",
          InputFormatException.quoted(id) + " again, after other series");
    }
    Observations observations = new Observations(id, row.file(), columns.period + 1);
    while (row != null && Cells.id(complete(row), columns.series).equals(id)) {
      observations.add(
          periods.ordinal(row, columns.period), Cells.value(row, columns.value), row.line());
      row = rows.next();
    }
    ahead = row;
    return observations.series(periods.unit());
  }

  private CsvRows.Row complete(CsvRows.Row row) throws InputFormatException {
    if (row.size() != columns.count) {
      throw row.error(
          -1, columns.count + " cells, as in the header row", Integer.toString(row.size()));
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
