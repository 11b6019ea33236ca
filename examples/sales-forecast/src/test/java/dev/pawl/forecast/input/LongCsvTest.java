package dev.pawl.forecast.input;

import static dev.pawl.forecast.input.Inputs.all;
import static dev.pawl.forecast.input.Inputs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LongCsvTest {
  private static final String HEADER = "series,period,value\n";

  private static List<Series> read(String rows, Periods.@Nullable Unit unit) throws IOException {
    return all(new LongCsv("sales.csv", text(rows), unit));
  }

  private static void failsWith(String rows, String message) {
    assertThatThrownBy(() -> read(rows, null))
        .isInstanceOf(InputFormatException.class)
        .hasMessage("sales.csv" + message);
  }

  @Test
  void gapsAndEmptyValuesAreMissingAndZerosAreZeros() throws IOException {
    assertThat(read(HEADER + "a,3,1\na,4,0\na,7,2\nb,-1,\nb,0,5\n", null))
        .containsExactly(
            new Series(
                "a",
                new Periods(Periods.Unit.STEP, 3),
                new double[] {1, 0, Double.NaN, Double.NaN, 2}),
            new Series("b", new Periods(Periods.Unit.STEP, -1), new double[] {Double.NaN, 5}));
  }

  @Test
  void readsMonths() throws IOException {
    assertThat(read(HEADER + "a,2023-11,1\na,2024-02,4\n", null))
        .containsExactly(
            new Series(
                "a",
                Periods.months(YearMonth.of(2023, 11)),
                new double[] {1, Double.NaN, Double.NaN, 4}));
  }

  @Test
  void datesAreDaysUnlessWeeksOrMonthsAreAskedFor() throws IOException {
    Periods from = Periods.days(LocalDate.of(2024, 2, 28));
    assertThat(read(HEADER + "a,2024-02-28,1\na,2024-03-01,3\n", null))
        .containsExactly(new Series("a", from, new double[] {1, Double.NaN, 3}));
    assertThat(read(HEADER + "a,2024-02-28,1\na,2024-03-13,3\n", Periods.Unit.WEEK))
        .containsExactly(
            new Series(
                "a",
                new Periods(Periods.Unit.WEEK, from.first()),
                new double[] {1, Double.NaN, 3}));
    assertThat(read(HEADER + "a,2024-02-28,1\na,2024-03-01,3\n", Periods.Unit.MONTH))
        .containsExactly(
            new Series("a", Periods.months(YearMonth.of(2024, 2)), new double[] {1, 3}));
  }

  @Test
  void periodsMayBeUnsortedAndColumnsInAnyOrder() throws IOException {
    assertThat(read("Value,store,PERIOD,Series\n3,x,3,a\n1,x,1,a\n2,y,2,a\n", null))
        .containsExactly(Inputs.series("a", 1, 2, 3));
  }

  @Test
  void refusesAPeriodThatIsThereTwice() {
    failsWith(
        HEADER + "a,2024-01,1\na,2024-02,2\na,2024-01,1\n",
        ", line 4, column 2: expected each period of a series once, found again 2024-01 in series 'a'");
  }

  @Test
  void refusesASeriesThatComesBackAfterAnother() {
    failsWith(
        HEADER + "a,1,1\nb,1,1\na,2,1\n",
        ", line 4, column 1: expected all rows of a series together, found 'a' again, after other series");
  }

  @Test
  void refusesDatesThatAreNotWholeWeeksApart() {
    assertThatThrownBy(() -> read(HEADER + "a,2024-03-03,1\na,2024-03-12,1\n", Periods.Unit.WEEK))
        .hasMessage(
            "sales.csv, line 3, column 2: expected whole weeks from the series' first date, 2024-03-03,"
                + " found 2024-03-12 in series 'a'");
  }

  @Test
  void refusesPeriodsOfAnotherFormThanTheFirst() {
    failsWith(
        HEADER + "a,2024-01,1\nb,2024-01-05,1\n",
        ", line 3, column 2: expected a month such as 2024-03, as in the rows before, found '2024-01-05'");
    failsWith(
        HEADER + "a,2024-13,1\n",
        ", line 2, column 2: expected a month such as 2024-03, found '2024-13'");
    failsWith(
        HEADER + "a,soon,1\n",
        ", line 2, column 2: expected a period: an integer, a month such as 2024-03 or a date such as 2024-03-17, found 'soon'");
    assertThatThrownBy(() -> read(HEADER + "a,7,1\n", Periods.Unit.MONTH))
        .hasMessage(
            "sales.csv, line 2, column 2: expected periods of the unit month, found an integer");
  }

  @Test
  void refusesAPeriodFarAwayFromTheOthers() {
    failsWith(
        HEADER + "a,1,1\na,20240101,1\n",
        ", line 3, column 2: expected at most 1000000 periods from first to last, found 20240101 in series 'a'");
  }

  @Test
  void refusesAHeaderWithoutTheColumns() {
    failsWith(
        "series,month,value\n",
        ", line 1: expected a header row with a column 'period', found 'series,month,value'");
    failsWith(
        "series,period,value,value\n",
        ", line 1, column 4: expected one column 'value', found a second one");
    failsWith("", ": expected a header row with series, period and value, found an empty file");
    failsWith(HEADER, ": expected a row for each observation after the header row, found none");
  }

  @Test
  void refusesRowsOfAnotherLengthAndValuesThatAreNoNumbers() {
    failsWith(HEADER + "a,1\n", ", line 2: expected 3 cells, as in the header row, found 2");
    failsWith(HEADER + "a,1,1,5\n", ", line 2: expected 3 cells, as in the header row, found 4");
    failsWith(
        HEADER + "a,1,\"1,5\"\n",
        ", line 2, column 3: expected a number such as 12.5, or nothing, found '1,5'");
    failsWith(
        HEADER + "a,1,1\n,2,1\n",
        ", line 3, column 1: expected the id of a series, 1 to 1000 characters, found nothing");
  }
}
