package dev.pawl.forecast.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.JulianFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesCalendarTest {
  @ParameterizedTest
  @CsvSource({
    "1997-12-31, -1",
    "1998-01-01, 0",
    "1998-01-31, 0",
    "1998-02-01, 1",
    "2000-02-29, 25",
    "2000-03-01, 26",
    "2002-12-31, 59",
    "2003-01-01, -1",
    "2003-01-02, -1"
  })
  void aJulianDayHasTheMonthOfItsDate(LocalDate date, int month) {
    assertThat(SalesCalendar.monthOf((int) date.getLong(JulianFields.JULIAN_DAY))).isEqualTo(month);
  }
}
