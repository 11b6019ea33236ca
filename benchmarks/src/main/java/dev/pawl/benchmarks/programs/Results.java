package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.programs.Program.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, and on what: a file of JSON.
 *
 * @param rows by name of the program, in order
 */
record Results(Machine machine, Map<String, Row> rows) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * One program.
   *
   * @param values by name of the field, one for each repetition
   */
  record Row(String records, boolean durable, Map<String, List<Double>> values) {
    /** What was not measured. */
    static final Row NONE = new Row("", false, Map.of());

    /** The median of a field's repetitions; NaN where there is none. */
    double median(String field) {
      double[] sorted =
          values.getOrDefault(field, List.of()).stream().mapToDouble(v -> v).sorted().toArray();
      int middle = sorted.length / 2;
      if (sorted.length == 0) {
        return Double.NaN;
      }
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The distance of the lowest from the highest repetition, as a share of the median. */
    double spread(String field) {
      double[] all = values.getOrDefault(field, List.of()).stream().mapToDouble(v -> v).toArray();
      double lowest = Arrays.stream(all).min().orElse(Double.NaN);
      return (Arrays.stream(all).max().orElse(Double.NaN) - lowest) / median(field);
    }

    int repetitions() {
      return values.values().stream().mapToInt(List::size).max().orElse(0);
    }
  }

  static Results on(Machine machine) {
    return new Results(machine, new LinkedHashMap<>());
  }

  /** Adds what a repetition of a program gave. */
  void add(Contestant contestant, List<String> fields, Sample sample) {
    Row row =
        rows.computeIfAbsent(
            contestant.name(),
            _ -> new Row(contestant.records(), contestant.durable(), new LinkedHashMap<>()));
    if (sample.printed().has("durable") && !sample.printed().get("durable").booleanValue()) {
      rows.put(contestant.name(), new Row(row.records(), false, row.values()));
    }
    sample
        .printed()
        .forEachEntry((field, value) -> {
          if (value.isNumber() && (fields.isEmpty() || fields.contains(field))) {
            add(row, field, value.doubleValue());
          }
        });
  }

  /** Adds the memory that a repetition of a program took. */
  void addMemory(Contestant contestant, double peakMiB) {
    Row row = rows.get(contestant.name());
    if (row != null && peakMiB > 0) {
      add(row, "peakMiB", peakMiB);
    }
  }

  private static void add(Row row, String field, double value) {
    row.values().computeIfAbsent(field, _ -> new ArrayList<>()).add(value);
  }

  static Results read(Path file) {
    return MAPPER.readValue(file.toFile(), Results.class);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, MAPPER.writeValueAsString(this) + "\n");
  }
}
