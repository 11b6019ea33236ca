package dev.pawl.forecast.generate;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;

/**
 * The months of generated sales: 60, from January 1998 to December 2002, in the Gregorian calendar.
 *
 * <p>The generator's days are Julian day numbers; its sales go from 1998-01-02 to 2003-01-02.
 * January 1998 is kept though it lacks a day; January 2003 is left out, as a month of two days is
 * no month. There is more to sell in November and December, and least from January to July: a
 * seasonality of 12.
 */
public final class SalesCalendar {
  /** The number of months. */
  public static final int MONTHS = 60;

  /** The first month. */
  public static final YearMonth FIRST = YearMonth.of(1998, 1);

  private static final long FIRST_DAY = FIRST.atDay(1).getLong(JulianFields.JULIAN_DAY);
  private static final byte[] MONTH_OF_DAY = monthOfDay();

  private SalesCalendar() {}

  /** The month of a Julian day number, from 0; -1 where it is not one of the {@value #MONTHS}. */
  static int monthOf(int julianDay) {
    long day = julianDay - FIRST_DAY;
    return day < 0 || day >= MONTH_OF_DAY.length ? -1 : MONTH_OF_DAY[(int) day];
  }

  private static byte[] monthOfDay() {
    LocalDate first = FIRST.atDay(1);
    byte[] months = new byte[(int) ChronoUnit.DAYS.between(first, first.plusMonths(MONTHS))];
    for (int day = 0; day < months.length; day++) {
      months[day] = (byte) ChronoUnit.MONTHS.between(FIRST, YearMonth.from(first.plusDays(day)));
    }
    return months;
  }
}
