package dev.pawl.forecast.input;

import java.util.regex.Pattern;

/** Reads numbers from cells. */
final class Cells {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private Cells() {}

  /** Whether a cell says that there is no observation: empty, NA or NaN. */
  static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equalsIgnoreCase("NA") || cell.equalsIgnoreCase("NaN");
  }

  /** Whether a cell is a decimal number. */
  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  /** The number in a cell, NaN for a missing one. */
  static double value(CsvRows.Row row, int index) throws InputFormatException {
    String cell = row.cell(index);
    if (isMissing(cell)) {
      return Double.NaN;
    }
    double value = isNumber(cell) ? Double.parseDouble(cell) : Double.POSITIVE_INFINITY;
    if (Double.isInfinite(value)) {
      throw row.error(
          index, "a number such as 12.5, or nothing", InputFormatException.quoted(cell));
    }
    return value;
  }

  /** The id of a series in a cell. */
  static String id(CsvRows.Row row, int index) throws InputFormatException {
    String cell = row.cell(index);
    if (cell.isEmpty() || cell.length() > Series.LONGEST_ID) {
      throw row.error(
          index,
          "the id of a series, 1 to " + Series.LONGEST_ID + " characters",
          InputFormatException.quoted(cell));
    }
    return cell;
  }
}
