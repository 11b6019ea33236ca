package dev.pawl.forecast.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Collects the rows of one series, in any order, and lays them out period by period. */
final class Observations {
  private record Observation(long ordinal, double value, long line) {}

  private final String id;
  private final String file;
  private final int periodColumn;
  private final List<Observation> observations = new ArrayList<>();

  /** For a series of {@code file}; errors point to {@code periodColumn}, counted from 1. */
  Observations(String id, String file, int periodColumn) {
    this.id = id;
    this.file = file;
    this.periodColumn = periodColumn;
  }

  void add(long ordinal, double value, long line) throws InputFormatException {
    Observation added = new Observation(ordinal, value, line);
    if (observations.size() == Series.LONGEST) {
      throw error(
          added, "at most " + Series.LONGEST + " rows of one series", "one more of " + shownId());
    }
    observations.add(added);
  }

  /** The series from its first to its last period; NaN at those without a row. */
  Series series(Periods.Unit unit) throws InputFormatException {
    observations.sort(Comparator.comparingLong(Observation::ordinal));
    Periods periods = new Periods(unit, observations.getFirst().ordinal());
    double[] values = new double[length(periods)];
    Arrays.fill(values, Double.NaN);
    long before = Long.MIN_VALUE;
    for (Observation each : observations) {
      if (each.ordinal() == before) {
        throw error(each, "each period of a series once", "again " + shown(unit, each));
      }
      if ((each.ordinal() - periods.first()) % unit.stride() != 0) {
        throw error(
            each,
            "whole weeks from the series' first date, " + periods.label(0),
            shown(unit, each));
      }
      values[(int) ((each.ordinal() - periods.first()) / unit.stride())] = each.value();
      before = each.ordinal();
    }
    return new Series(id, periods, values);
  }

  private int length(Periods periods) throws InputFormatException {
    Observation last = observations.getLast();
    long length = (last.ordinal() - periods.first()) / periods.unit().stride() + 1;
    if (length > Series.LONGEST) {
      throw error(
          last,
          "at most " + Series.LONGEST + " periods from first to last",
          length + " in " + shownId());
    }
    return (int) length;
  }

  private InputFormatException error(Observation at, String expected, String found) {
    return new InputFormatException(
        new InputFormatException.Place(file, at.line(), periodColumn), expected, found);
  }

  private String shown(Periods.Unit unit, Observation each) {
    return new Periods(unit, each.ordinal()).label(0) + " in " + shownId();
  }

  private String shownId() {
    return "series " + InputFormatException.quoted(id);
  }
}
