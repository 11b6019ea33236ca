package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.programs.Results.Row;

/** What is measured, and the table that shows it. */
enum Subject {
  /** Pawl beside other programs. */
  PEERS {
    @Override
    String table(Results results) {
      Table table =
          new Table(
              "program",
              "tasks/s",
              "Pawl is … times as fast",
              "µs a link of a chain, median",
              "Pawl's is … times as short",
              "peak memory, MiB",
              "durable",
              "a task is recorded in",
              "tasks",
              "repetitions, spread");
      Row pawl = results.rows().getOrDefault("Pawl", Row.NONE);
      results
          .rows()
          .forEach((name, row) -> {
            table.row(
                name,
                median(row, "tasksPerSecond"),
                ratio(pawl, row, "tasksPerSecond"),
                median(row, "p50Micros"),
                ratio(row, pawl, "p50Micros"),
                median(row, "peakMiB"),
                row.durable() ? "yes" : "no",
                row.records(),
                median(row, "tasks"),
                repetitions(row, "tasksPerSecond"));
          });
      return table.toString();
    }

    private static String ratio(Row over, Row under, String field) {
      return over.equals(under) ? "" : Table.number(over.median(field) / under.median(field));
    }
  },

  /** Pawl's own figures. */
  PAWL {
    @Override
    String table(Results results) {
      Table table =
          new Table(
              "run",
              "tasks/s",
              "seconds",
              "µs a flush",
              "µs added to a task, p50",
              "p99",
              "bytes of log a task",
              "peak heap, MiB",
              "peak memory, MiB",
              "durable",
              "repetitions, spread",
              "besides");
      results
          .rows()
          .forEach((name, row) ->
              table.row(
                  name,
                  median(row, "tasksPerSecond"),
                  median(row, "seconds"),
                  median(row, "flushMicros"),
                  median(row, "p50Micros"),
                  median(row, "p99Micros"),
                  median(row, "logBytesPerTask"),
                  median(row, "peakHeapMiB"),
                  median(row, "peakMiB"),
                  row.durable() ? "yes" : "no",
                  repetitions(row, "tasksPerSecond"),
                  remarks(row)));
      return table.toString();
    }

    private static String remarks(Row row) {
      if (row.values().containsKey("besideMillis")) {
        return "ten tasks alone "
            + median(row, "aloneMillis")
            + " ms, behind it "
            + median(row, "besideMillis")
            + " ms";
      }
      return row.values().containsKey("fairness")
          ? "fastest to slowest " + median(row, "fairness")
          : "";
    }
  };

  abstract String table(Results results);

  private static String median(Row row, String field) {
    return Table.number(row.median(field));
  }

  private static String repetitions(Row row, String field) {
    int repetitions = row.repetitions();
    return repetitions < 2
        ? String.valueOf(repetitions)
        : repetitions + ", " + Math.round(100 * row.spread(field)) + " %";
  }
}
