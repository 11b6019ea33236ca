package dev.pawl.forecast;

import dev.pawl.forecast.report.ErrorDistribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of series by bins of sMAPE, for each method. */
final class Histograms {
  private final Map<String, long[]> counts = new LinkedHashMap<>();

  void add(String method, double smape) {
    int bin = ErrorDistribution.bin(SalesForecast.edges(), smape);
    long[] bins = counts.computeIfAbsent(method, _ -> new long[SalesForecast.edges().size()]);
    if (bin >= 0) {
      bins[bin]++;
    }
  }

  Map<String, List<Long>> toMap() {
    Map<String, List<Long>> map = new TreeMap<>();
    counts.forEach(
        (method, bins) -> map.put(method, java.util.Arrays.stream(bins).boxed().toList()));
    return map;
  }

  static Map<String, List<Long>> sum(Map<String, List<Long>> left, Map<String, List<Long>> right) {
    Map<String, List<Long>> sum = new TreeMap<>(left);
    right.forEach((method, bins) -> sum.merge(method, bins, Histograms::sum));
    return Collections.unmodifiableMap(sum);
  }

  private static List<Long> sum(List<Long> left, List<Long> right) {
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      sum.add(left.get(i) + right.get(i));
    }
    return sum;
  }
}
