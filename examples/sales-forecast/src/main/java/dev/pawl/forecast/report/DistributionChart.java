package dev.pawl.forecast.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The distribution of errors as SVG: a row of bars for each method, all to the same scales, with
 * the median marked.
 */
final class DistributionChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 92;
  private static final int RIGHT = 112;
  private static final int ROW = 46;
  private static final int TOP = 8;
  private static final int BOTTOM = 44;

  private final ErrorDistribution errors;
  private final String highlighted;
  private final int firstBin;
  private final int endBin;
  private final double binWidth;
  private final double greatestShare;

  DistributionChart(Report report) {
    errors = report.errors();
    highlighted = report.best().map(Score::method).orElse("");
    int[] used = IntStream.range(0, errors.edges().size()).filter(this::isUsed).toArray();
    firstBin = used.length == 0 ? 0 : used[0];
    endBin = used.length == 0 ? errors.edges().size() : used[used.length - 1] + 1;
    binWidth = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, endBin - firstBin);
    greatestShare =
        errors.histograms().stream()
            .flatMapToDouble(
                each -> each.counts().stream().mapToDouble(count -> share(each, count)))
            .max()
            .orElse(0);
  }

  private boolean isUsed(int bin) {
    return errors.histograms().stream().anyMatch(each -> each.counts().get(bin) > 0);
  }

  private double x(double position) {
    return LEFT + (position - firstBin) * binWidth;
  }

  private static double share(ErrorDistribution.Histogram histogram, long count) {
    return histogram.total() == 0 ? 0 : (double) count / histogram.total();
  }

  void write(Markup out) {
    int rows = errors.histograms().size();
    int height = TOP + rows * ROW + BOTTOM;
    out.format(
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Distribution of sMAPE over series, by method\">\n",
        WIDTH, height);
    axis(out, TOP + rows * ROW);
    for (int row = 0; row < rows; row++) {
      row(out, errors.histograms().get(row), TOP + (row + 1) * ROW);
    }
    out.raw("</svg>\n");
  }

  private void axis(Markup out, int bottom) {
    for (int bin = firstBin; bin < Math.min(endBin + 1, errors.edges().size()); bin++) {
      double x = x(bin);
      out.format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
              x, TOP, x, bottom + 4)
          .format(
              "<text x=\"%.1f\" y=\"%d\" class=\"tick mid\">%s</text>\n",
              x, bottom + 17, edge(errors.edges().get(bin)));
    }
    out.format(
        "<text x=\"%d\" y=\"%d\" class=\"tick mid\">sMAPE of a series, in bins of growing width</text>\n",
        (LEFT + WIDTH - RIGHT) / 2, bottom + 36);
  }

  private static String edge(double edge) {
    return edge == Math.rint(edge)
        ? String.format(Locale.ROOT, "%.0f", edge)
        : Double.toString(edge);
  }

  private void row(Markup out, ErrorDistribution.Histogram histogram, int base) {
    String best = histogram.method().equals(highlighted) ? " on" : "";
    out.format("<g class=\"row%s\">", best)
        .format(
            "<text x=\"%d\" y=\"%d\" class=\"name end\">%s</text>",
            LEFT - 12, base - 12, MethodName.of(histogram.method()).label())
        .format(
            "<line class=\"base\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
            LEFT, base, WIDTH - RIGHT, base);
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      long count = histogram.counts().get(bin);
      if (count > 0) {
        bar(out, histogram, bin, base);
      }
    }
    median(out, histogram, base);
    out.raw("</g>\n");
  }

  private void bar(Markup out, ErrorDistribution.Histogram histogram, int bin, int base) {
    long count = histogram.counts().get(bin);
    double height = Math.max(0.8, (ROW - 10) * share(histogram, count) / greatestShare);
    out.format(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %d series (%.1f %%) from %s %s</title></rect>",
        x(bin) + 1,
        base - height,
        binWidth - 2,
        height,
        MethodName.of(histogram.method()).label(),
        count,
        100 * share(histogram, count),
        edge(errors.edges().get(bin)),
        end(bin).map(end -> "to " + edge(end)).orElse("on"));
  }

  private Optional<Double> end(int bin) {
    return bin + 1 < errors.edges().size()
        ? Optional.of(errors.edges().get(bin + 1))
        : Optional.empty();
  }

  private void median(Markup out, ErrorDistribution.Histogram histogram, int base) {
    double position = errors.medianPosition(histogram);
    if (Double.isNaN(position)) {
      return;
    }
    double x = x(position);
    out.format(
            "<line class=\"median\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
            x, base - ROW + 8, x, base)
        .format(
            "<text x=\"%d\" y=\"%d\" class=\"tick end\">median ≈ %s</text>",
            WIDTH, base - 12, String.format(Locale.ROOT, "%.1f", errors.errorAt(position)));
  }
}
