package dev.pawl.forecast.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a {@link Report} as one HTML page that needs nothing else: no script, no font and no image
 * from anywhere, and a policy in the page that forbids them. Readable in light and dark, on paper,
 * and with a narrow window. The same report gives the same bytes. Stateless.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the page in UTF-8, and flushes {@code target} without closing it.
   *
   * @throws IOException where it cannot be written
   */
  public static void write(Report report, OutputStream target) throws IOException {
    BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
    try {
      page(report, new Markup(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private static void page(Report report, Markup out) throws IOException {
    List<String> methods = drawnMethods(report);
    out.raw(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            """)
        .format("<title>%s</title>\n<style>\n", report.title())
        .raw(style());
    for (int i = 0; i < methods.size(); i++) {
      out.format("main:has(#m%d:checked) .f%d", i, i)
          .raw("{stroke:var(--accent);stroke-width:2.4;opacity:1}\n");
    }
    out.raw("</style>\n</head>\n<body>\n<main>\n");
    header(report, out);
    scores(report, out);
    errors(report, out);
    samples(report, methods, out);
    out.raw("</main>\n</body>\n</html>\n");
  }

  private static void header(Report report, Markup out) {
    out.format(
        "<header><p class=\"source\">%s</p>\n<h1>%s</h1>\n", report.source(), report.title());
    report.best().ifPresent(best -> headline(report, best, out));
    out.raw("<dl>\n");
    for (Report.Fact fact : report.facts()) {
      out.format("<div><dt>%s</dt><dd>%s</dd></div>\n", fact.name(), fact.value());
    }
    out.raw("</dl></header>\n");
  }

  private static void headline(Report report, Score best, Markup out) {
    out.format(
        "<p class=\"lead\"><b>%s</b> forecasts best, with a mean error of <b>%.1f %%</b> (sMAPE)",
        MethodName.of(best.method()).label(), best.smape());
    report
        .score(Report.BENCHMARK)
        .filter(benchmark -> benchmark.smape() > best.smape())
        .ifPresent(benchmark ->
            out.format(
                ": %.1f %% less than the benchmark Naive2, which is %.1f %% off",
                100 * (1 - best.smape() / benchmark.smape()), benchmark.smape()));
    out.raw(".</p>\n");
  }

  private static void scores(Report report, Markup out) {
    out.raw("<section><h2>Scores</h2>\n");
    new ScoreTable(report).write(out);
    out.raw(
        """
        <p class="note"><b>sMAPE</b> is the mean of 200 |actual − forecast| / (|actual| + |forecast|), in percent. <b>MASE</b> \
        is the mean absolute error, in units of the error that repeating the last season makes within the history. <b>OWA</b> \
        is the mean of both, relative to Naive2: below 1 is better than that. Lower is better in all three.</p>
        <details><summary>What the methods do</summary><dl class="methods">
        """);
    for (Score score : report.scores()) {
      MethodName name = MethodName.of(score.method());
      out.format("<div><dt>%s</dt><dd>%s</dd></div>\n", name.label(), name.description());
    }
    out.raw("</dl></details></section>\n");
  }

  private static void errors(Report report, Markup out) {
    if (report.errors().histograms().isEmpty()) {
      return;
    }
    out.raw("<section><h2>Errors of single series</h2>\n")
        .raw(
            "<p class=\"note\">Each row shows how many series had which error. A bar further left is better.</p>\n")
        .raw("<div class=\"scroll\">");
    new DistributionChart(report).write(out);
    out.raw("</div></section>\n");
  }

  private static void samples(Report report, List<String> methods, Markup out) {
    if (report.samples().isEmpty()) {
      return;
    }
    out.raw("<section><h2>Sample series</h2>\n<div class=\"legend\">");
    out.raw("<span class=\"key\"><i class=\"k-history\"></i>History</span>");
    out.raw("<span class=\"key\"><i class=\"k-actual\"></i>Actual</span>");
    out.raw("<span class=\"key\"><i class=\"k-other\"></i>Other methods</span>");
    out.raw("<fieldset><legend><i class=\"k-on\"></i>Forecast by</legend>");
    String on =
        methods.contains("selected") ? "selected" : report.best().map(Score::method).orElse("");
    for (int i = 0; i < methods.size(); i++) {
      boolean checked = methods.get(i).equals(on) || (i == 0 && !methods.contains(on));
      out.format("<label><input type=\"radio\" name=\"method\" id=\"m%d\"", i)
          .raw(checked ? " checked>" : ">")
          .format("<span>%s</span></label>", MethodName.of(methods.get(i)).label());
    }
    out.raw("</fieldset></div>\n<div class=\"samples\">\n");
    for (int i = 0; i < report.samples().size(); i++) {
      new SampleChart(report.samples().get(i), methods, i).write(out);
    }
    out.raw("</div></section>\n");
  }

  private static List<String> drawnMethods(Report report) {
    Set<String> methods = new LinkedHashSet<>();
    for (Sample sample : report.samples()) {
      methods.addAll(sample.forecasts().keySet());
    }
    return new ArrayList<>(methods);
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IOException(
            "the resource report.css was expected beside " + HtmlReport.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
