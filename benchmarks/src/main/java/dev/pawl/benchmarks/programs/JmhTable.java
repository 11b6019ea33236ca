package dev.pawl.benchmarks.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The results of JMH, from its file of JSON, as a table for each class. */
final class JmhTable {
  private final Map<String, List<Score>> classes = new TreeMap<>();

  /**
   * One benchmark with its parameters.
   *
   * @param error half the width of the 99.9 % interval, as JMH computes it
   */
  private record Score(
      String method, Map<String, String> parameters, double value, double error, String unit) {

    /** Whether this is the limit that another benchmark is held against. */
    private boolean limits(Score other) {
      String suffix = method.substring("limit".length());
      int from = other.method.length() - suffix.length();
      return method.startsWith("limit")
          && other.method.regionMatches(true, from, suffix, 0, suffix.length())
          && other.parameters.entrySet().containsAll(parameters.entrySet());
    }

    private boolean isLimit() {
      return method.startsWith("limit");
    }

    private double perSecond() {
      return switch (unit) {
        case "ns/op" -> 1e9 / value;
        case "us/op" -> 1e6 / value;
        case "ms/op" -> 1e3 / value;
        default -> Double.NaN;
      };
    }
  }

  private JmhTable() {}

  static JmhTable read(Path file) {
    JmhTable table = new JmhTable();
    for (JsonNode result : new JsonMapper().readTree(file.toFile())) {
      String[] name = result.get("benchmark").stringValue().split("\\.", -1);
      Map<String, String> parameters = new TreeMap<>();
      result.path("params").forEachEntry((key, value) -> parameters.put(key, value.stringValue()));
      JsonNode metric = result.get("primaryMetric");
      table
          .classes
          .computeIfAbsent(name[name.length - 2], _ -> new ArrayList<>())
          .add(
              new Score(
                  name[name.length - 1],
                  parameters,
                  metric.get("score").doubleValue(),
                  metric.get("scoreError").asDouble(Double.NaN),
                  metric.get("scoreUnit").stringValue()));
    }
    return table;
  }

  /** The table of one benchmark class; empty where it was not measured. */
  String of(Class<?> benchmarks) {
    List<Score> scores = classes.getOrDefault(benchmarks.getSimpleName(), List.of());
    if (scores.isEmpty()) {
      return "";
    }
    String unit = scores.get(0).unit().replace("us", "µs").replace("/op", "");
    Table table = new Table("benchmark", unit, "±", "a second", "times the limit");
    for (Score score : scores) {
      table.row(
          score.method() + text(score.parameters()),
          Table.number(score.value()),
          Table.number(score.error()),
          Table.number(score.perSecond()),
          score.isLimit() ? "" : againstLimit(score, scores));
    }
    return table.toString();
  }

  private static String againstLimit(Score score, List<Score> all) {
    return all.stream()
        .filter(limit -> limit.isLimit() && limit.limits(score))
        .findFirst()
        .map(limit -> Table.number(score.value() / limit.value()))
        .orElse("–");
  }

  private static String text(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach((name, value) -> text.append(", ").append(name).append(' ').append(value));
    return text.toString();
  }
}
