package dev.pawl.forecast.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads periods from cells; the first one that it reads settles the form of all others. */
final class PeriodParser {

  /** The ways to write a period. */
  private enum Form {
    NUMBER("an integer", "[+-]?\\d{1,15}", Periods.Unit.STEP),
    MONTH("a month such as 2024-03", "\\d{4}-\\d{2}", Periods.Unit.MONTH),
    DATE("a date such as 2024-03-17", "\\d{4}-\\d{2}-\\d{2}", Periods.Unit.DAY);

    private final String description;
    private final Pattern pattern;
    private final Periods.Unit unit;

    Form(String description, String pattern, Periods.Unit unit) {
      this.description = description;
      this.pattern = Pattern.compile(pattern);
      this.unit = unit;
    }
  }

  private final Periods.@Nullable Unit wanted;
  private @Nullable Form form;

  /** A parser for periods of {@code wanted}, or of the unit that the first cell's form suggests. */
  PeriodParser(Periods.@Nullable Unit wanted) {
    this.wanted = wanted;
  }

  /** The unit of the periods that were read. */
  Periods.Unit unit() {
    if (wanted != null) {
      return wanted;
    }
    return form == null ? Periods.Unit.STEP : form.unit;
  }

  /** The ordinal of the period in a cell; see {@link Periods#first}. */
  long ordinal(CsvRows.Row row, int index) throws InputFormatException {
    String cell = row.cell(index);
    if (form == null) {
      form = formOf(row, index, cell);
    }
    if (!form.pattern.matcher(cell).matches()) {
      throw row.error(
          index, form.description + ", as in the rows before", InputFormatException.quoted(cell));
    }
    try {
      return switch (form) {
        case NUMBER -> Long.parseLong(cell);
        case MONTH -> YearMonth.parse(cell).getLong(ChronoField.PROLEPTIC_MONTH);
        case DATE -> dateOrdinal(LocalDate.parse(cell));
      };
    } catch (DateTimeException e) {
      throw row.error(index, form.description, InputFormatException.quoted(cell));
    }
  }

  private long dateOrdinal(LocalDate date) {
    return wanted == Periods.Unit.MONTH
        ? date.getLong(ChronoField.PROLEPTIC_MONTH)
        : date.toEpochDay();
  }

  private Form formOf(CsvRows.Row row, int index, String cell) throws InputFormatException {
    for (Form candidate : Form.values()) {
      if (candidate.pattern.matcher(cell).matches()) {
        requireFits(row, index, candidate);
        return candidate;
      }
    }
    throw row.error(
        index,
        "a period: an integer, a month such as 2024-03 or a date such as 2024-03-17",
        InputFormatException.quoted(cell));
  }

  private void requireFits(CsvRows.Row row, int index, Form found) throws InputFormatException {
    boolean fits =
        wanted == null
            || wanted == found.unit
            || (found == Form.DATE && wanted != Periods.Unit.STEP);
    if (!fits) {
      throw row.error(
          index,
          "periods of the unit " + String.valueOf(wanted).toLowerCase(Locale.ROOT),
          found.description);
    }
  }
}
