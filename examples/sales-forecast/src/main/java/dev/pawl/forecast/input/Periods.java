package dev.pawl.forecast.input;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;

/**
 * The periods of a series: a unit and the first of them.
 *
 * @param unit how far one period is from the next
 * @param first the ordinal of the first period: itself for {@link Unit#STEP}, days since 1970-01-01
 *     for {@link Unit#DAY} and {@link Unit#WEEK}, months since the year 0 for {@link Unit#MONTH}
 */
public record Periods(Unit unit, long first) {

  /** The distance between two periods. Stored by {@link #code}, which never changes. */
  public enum Unit {
    /** Counted, without a calendar. */
    STEP(0),
    DAY(1),
    /** Seven days, from any day of the week. */
    WEEK(2),
    MONTH(3);

    private final int code;

    Unit(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    /** How far two periods of this unit are apart in ordinals. */
    int stride() {
      return this == WEEK ? 7 : 1;
    }
  }

  /** Counted from 1, without a calendar. */
  public static Periods steps() {
    return new Periods(Unit.STEP, 1);
  }

  /** Months from {@code first} on. */
  public static Periods months(YearMonth first) {
    return new Periods(Unit.MONTH, first.getLong(ChronoField.PROLEPTIC_MONTH));
  }

  /** Days from {@code first} on. */
  public static Periods days(LocalDate first) {
    return new Periods(Unit.DAY, first.toEpochDay());
  }

  /**
   * The name of the period at {@code index} (from 0, may lie beyond the series): 17, 2024-03 or
   * 2024-03-17.
   */
  public String label(int index) {
    long ordinal = first + (long) index * unit.stride();
    return switch (unit) {
      case STEP -> Long.toString(ordinal);
      case DAY, WEEK -> LocalDate.ofEpochDay(ordinal).toString();
      case MONTH ->
          YearMonth.of((int) Math.floorDiv(ordinal, 12L), (int) Math.floorMod(ordinal, 12L) + 1)
              .toString();
    };
  }
}
