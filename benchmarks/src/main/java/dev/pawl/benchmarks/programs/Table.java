package dev.pawl.benchmarks.programs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, readable on a terminal too. Built row by row; one thread at a time. */
final class Table {
  private static final int FIGURES = 3;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    row(head);
  }

  Table row(String... cells) {
    if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "expected " + rows.get(0).size() + " cells, found " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The first column to the left, the others to the right. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, rows.get(0), widths);
    text.append("|:").append("-".repeat(widths[0] + 1));
    for (int i = 1; i < columns; i++) {
      text.append('|').append("-".repeat(widths[i] + 1)).append(':');
    }
    text.append("|\n");
    rows.stream().skip(1).forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      text.append("| ").append(i == 0 ? row.get(i) + gap : gap + row.get(i)).append(' ');
    }
    text.append("|\n");
  }

  /** A number with three figures that count, or a dash where it is none. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(FIGURES));
    int before = rounded.precision() - rounded.scale();
    return String.format(Locale.ROOT, "%,." + Math.max(0, FIGURES - before) + "f", rounded);
  }
}
