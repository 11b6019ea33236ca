package dev.pawl.forecast.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of the M4 competition's form: a header row, then one row for each series, its id
 * first and its values after it, oldest first, plain or gzipped.
 *
 * <ul>
 *   <li>Rows have different lengths. Empty cells at the end of a row are no values; an empty one
 *       between values is a missing value, as are NA and NaN.
 *   <li>A row may have an id alone: a series without values.
 *   <li>An error that names file, line and column: a file without a header row (the second cell of
 *       the first row is a number) or without a series, a row with more cells than the header, an
 *       empty id, one that was there before, a cell that is no number.
 * </ul>
 *
 * <p>Holds one row at a time, and a hash of each id.
 */
public final class WideCsv implements SeriesReader {
  private final CsvRows rows;
  private final SeenIds seen = new SeenIds();
  private final int columns;
  private boolean any;

  /**
   * Reads {@code in}, plain or gzipped, and closes it in the end.
   *
   * @param file what to call the input in messages
   */
  public WideCsv(String file, InputStream in) throws IOException {
    rows = CsvRows.open(file, in);
    try {
      columns = header(rows);
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private static int header(CsvRows rows) throws IOException {
    CsvRows.Row header = rows.next();
    if (header == null) {
      throw new InputFormatException(
          rows.place(), "a header row and a row for each series", "an empty file");
    }
    if (header.size() > 1 && Cells.isNumber(header.cell(1))) {
      throw header.error(
          1, "a header row with a name in each column", "the number " + header.cell(1));
    }
    return header.size();
  }

  @Override
  public @Nullable Series next() throws IOException {
    CsvRows.Row row = rows.next();
    if (row == null) {
      if (!any) {
        throw new InputFormatException(
            rows.place(), "a row for each series after the header row", "none");
      }
      return null;
    }
    any = true;
    return series(row);
  }

  private Series series(CsvRows.Row row) throws InputFormatException {
    String id = Cells.id(row, 0);
    if (!seen.add(id)) {
      throw row.error(0, "each series once", InputFormatException.quoted(id) + " again");
    }
    double[] values = new double[row.size() - 1];
    int length = 0;
    for (int i = 1; i < row.size(); i++) {
      if (!row.cell(i).isEmpty()) {
        if (i >= columns) {
          throw row.error(
              i, "at most " + columns + " cells, as in the header row", "a value beyond them");
        }
        length = i;
      }
      values[i - 1] = Cells.value(row, i);
    }
    return new Series(id, Periods.steps(), Arrays.copyOf(values, length));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
