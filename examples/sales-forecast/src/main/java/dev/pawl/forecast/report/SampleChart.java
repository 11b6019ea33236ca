package dev.pawl.forecast.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One series as SVG: the end of its history, what followed, and every method's forecast. */
final class SampleChart {
  private static final int WIDTH = 470;
  private static final int HEIGHT = 230;
  private static final int LEFT = 46;
  private static final int RIGHT = 10;
  private static final int TOP = 10;
  private static final int BOTTOM = 26;
  private static final int LEAST_SHOWN = 36;
  private static final int MOST_TICKS = 5;
  private static final int MOST_DOTS = 26;

  private final Sample sample;
  private final List<String> methods;
  private final String clip;
  private final int shown;
  private final int horizon;
  private final Axis axis;

  /**
   * A chart.
   *
   * @param methods whose index is the number in a forecast's class, {@code f0} and so on
   * @param number of the chart on its page
   */
  SampleChart(Sample sample, List<String> methods, int number) {
    this.sample = sample;
    this.methods = methods;
    this.clip = "clip" + number;
    this.horizon = sample.horizon();
    this.shown = Math.min(sample.history().length, Math.max(LEAST_SHOWN, 3 * horizon));
    this.axis = axis();
  }

  /**
   * Fits what was observed, with some room for forecasts beyond it; one that runs away is clipped.
   */
  private Axis axis() {
    Range observed = new Range();
    observed.add(sample.history(), sample.history().length - shown);
    observed.add(sample.actuals(), 0);
    Range all = observed.copy();
    double room = 0.3 * observed.span();
    for (double[] forecast : sample.forecasts().values()) {
      for (double value : forecast) {
        all.add(
            observed.isEmpty()
                ? value
                : Math.clamp(value, observed.least - room, observed.greatest + room));
      }
    }
    return all.isEmpty() ? new Axis(0, 1, 1) : Axis.over(all.least, all.greatest, 4);
  }

  void write(Markup out) {
    String chosen = sample.chosen();
    out.raw("<figure><figcaption>").format("<b>%s</b>", sample.id());
    if (chosen != null) {
      out.format("<span>backtest chose %s</span>", MethodName.of(chosen).label());
    }
    out.raw("</figcaption>\n")
        .format(
            "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"History, actuals and forecasts of %s\">\n",
            WIDTH, HEIGHT, sample.id());
    out.format(
        "<clipPath id=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>\n",
        clip, LEFT, TOP - 4, WIDTH - LEFT - RIGHT + 4, HEIGHT - TOP - BOTTOM + 8);
    double border = x(shown - 0.5);
    out.format(
        "<rect class=\"ahead\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
        border, TOP, Math.max(0, WIDTH - RIGHT - border), HEIGHT - TOP - BOTTOM);
    axes(out);
    out.format("<g clip-path=\"url(#%s)\">\n", clip);
    forecasts(out);
    line(out, "history", "History", sample.history(), sample.history().length - shown, 0);
    line(out, "actual", "Actual", sample.actuals(), 0, shown);
    dots(out);
    out.raw("</g></svg></figure>\n");
  }

  private void axes(Markup out) {
    for (double tick : axis.ticks()) {
      out.format(
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
              LEFT, y(tick), WIDTH - RIGHT, y(tick))
          .format(
              "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s</text>\n",
              LEFT - 6, y(tick) + 3.5, axis.label(tick));
    }
    int count = shown + horizon;
    int every = Math.max(1, (count + MOST_TICKS - 1) / MOST_TICKS);
    every = every > 9 && every < 13 ? 12 : every;
    for (int i = 0; i < count; i += every) {
      String label = sample.periods().label(sample.history().length - shown + i);
      String anchor = i == 0 ? "" : x(i) > WIDTH - 40 ? " end" : " mid";
      out.format(
              "<text class=\"tick%s\" x=\"%.1f\" y=\"%d\">%s</text>",
              anchor, x(i), HEIGHT - 8, label)
          .format(
              "<line class=\"base\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
              x(i), HEIGHT - BOTTOM, x(i), HEIGHT - BOTTOM + 4);
    }
  }

  private void forecasts(Markup out) {
    for (Map.Entry<String, double[]> each : sample.forecasts().entrySet()) {
      String style = "f f" + methods.indexOf(each.getKey());
      line(out, style, MethodName.of(each.getKey()).label(), each.getValue(), 0, shown);
    }
  }

  private void line(Markup out, String style, String name, double[] values, int from, int at) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = from; i < values.length; i++) {
      boolean there = Double.isFinite(values[i]);
      if (there) {
        String point =
            String.format(Locale.ROOT, "%.1f %.1f", x(at + i - from), y(bounded(values[i])));
        path.append(pen ? "L" : "M").append(point).append(pen ? "" : "h0");
      }
      pen = there;
    }
    if (!path.isEmpty()) {
      out.format("<path class=\"%s\" d=\"%s\"><title>%s</title></path>\n", style, path, name);
    }
  }

  private void dots(Markup out) {
    for (int i = 0; i < sample.actuals().length && horizon <= MOST_DOTS; i++) {
      double value = sample.actuals()[i];
      if (Double.isFinite(value)) {
        out.format(
            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"/>",
            x(shown + i), y(bounded(value)));
      }
    }
  }

  private double bounded(double value) {
    double room = axis.high() - axis.low();
    return Math.clamp(value, axis.low() - room, axis.high() + room);
  }

  private double x(double index) {
    return LEFT + 4 + (WIDTH - LEFT - RIGHT - 8) * index / Math.max(1, shown + horizon - 1);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * axis.position(value);
  }
}
