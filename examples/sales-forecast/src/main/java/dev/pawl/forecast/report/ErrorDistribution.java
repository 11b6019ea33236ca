package dev.pawl.forecast.report;

import java.util.List;

/**
 * How the sMAPE of single series is distributed, for each method: numbers of series in bins that
 * all methods share. Counts of parts of the series can be added up.
 *
 * @param edges where the bins begin, rising; a bin reaches to the next edge (exclusive), the last
 *     one has no end
 * @param histograms one for each method, shown in their order
 */
public record ErrorDistribution(List<Double> edges, List<Histogram> histograms) {
  /** Bins for sMAPE, finer where good forecasts are: 20 of them, from 0 to 150 and more. */
  public static final List<Double> SMAPE_EDGES =
      List.of(
          0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0,
          60.0, 80.0, 100.0, 150.0);

  public ErrorDistribution {
    edges = List.copyOf(edges);
    histograms = List.copyOf(histograms);
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i) > edges.get(i - 1))) {
        throw new IllegalArgumentException(
            "edges should rise, found " + edges.get(i) + " after " + edges.get(i - 1));
      }
    }
    for (Histogram each : histograms) {
      if (each.counts().size() != edges.size()) {
        throw new IllegalArgumentException(
            "'%s' should have a count for each of %d bins, found %d"
                .formatted(each.method(), edges.size(), each.counts().size()));
      }
    }
  }

  /**
   * The counts of one method.
   *
   * @param counts the number of series in each bin
   */
  public record Histogram(String method, List<Long> counts) {
    public Histogram {
      counts = List.copyOf(counts);
    }

    /** The number of series. */
    long total() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * The bin of an error, from 0: the last whose edge is not above it; -1 for NaN and for what lies
   * below the first edge.
   */
  public static int bin(List<Double> edges, double error) {
    int bin = -1;
    while (bin + 1 < edges.size() && error >= edges.get(bin + 1)) {
      bin++;
    }
    return bin;
  }

  /**
   * Where the median lies, in bins from the first edge: 2.5 is the middle of the third bin. Within
   * a bin errors are taken to be spread evenly. NaN without series.
   */
  double medianPosition(Histogram histogram) {
    double half = histogram.total() / 2.0;
    long below = 0;
    for (int bin = 0; bin < edges.size(); bin++) {
      long count = histogram.counts().get(bin);
      if (count > 0 && below + count >= half) {
        return bin + (half - below) / count;
      }
      below += count;
    }
    return Double.NaN;
  }

  /** The error at a position in bins; in the last bin, which has no end, its edge. */
  double errorAt(double position) {
    int bin = Math.min((int) position, edges.size() - 1);
    if (bin == edges.size() - 1) {
      return edges.get(bin);
    }
    return edges.get(bin) + (position - bin) * (edges.get(bin + 1) - edges.get(bin));
  }
}
