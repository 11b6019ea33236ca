package dev.pawl.forecast.report;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table of scores as HTML; the best of each column is marked, with a bar for each sMAPE. */
final class ScoreTable {
  private final Report report;
  private final double greatest;

  ScoreTable(Report report) {
    this.report = report;
    this.greatest =
        report.scores().stream().mapToDouble(Score::smape).filter(Double::isFinite).max().orElse(0);
  }

  void write(Markup out) {
    out.raw(
        """
        <div class="scroll"><table>
        <thead><tr><th scope="col">Method</th><td class="bar"></td><th scope="col" class="n">sMAPE</th>\
        <th scope="col" class="n">MASE</th><th scope="col" class="n">OWA</th></tr></thead>
        <tbody>
        """);
    double smape = least(Score::smape);
    double mase = least(Score::mase);
    double owa = least(ScoreTable::owaOf);
    for (Score score : report.scores()) {
      MethodName name = MethodName.of(score.method());
      out.raw(score.smape() == smape ? "<tr class=\"best\">" : "<tr>")
          .format("<th scope=\"row\" title=\"%s\">%s", name.description(), name.label())
          .raw(score.smape() == smape ? " <span class=\"badge\">best</span></th>" : "</th>");
      bar(out, score.smape());
      cell(out, score.smape(), smape);
      cell(out, score.mase(), mase);
      cell(out, owaOf(score), owa);
      out.raw("</tr>\n");
    }
    out.raw("</tbody></table></div>\n");
  }

  private double least(ToDoubleFunction<Score> figure) {
    return report.scores().stream()
        .mapToDouble(figure)
        .filter(Double::isFinite)
        .min()
        .orElse(Double.NaN);
  }

  private static double owaOf(Score score) {
    Double owa = score.owa();
    return owa == null ? Double.NaN : owa;
  }

  private void bar(Markup out, double value) {
    double share = Double.isFinite(value) && greatest > 0 ? 100 * value / greatest : 0;
    out.format("<td class=\"bar\"><span style=\"width:%.1f%%\"></span></td>", share);
  }

  private static void cell(Markup out, double value, double least) {
    out.raw(value == least ? "<td class=\"n least\">" : "<td class=\"n\">")
        .raw(figure(value))
        .raw("</td>");
  }

  /** A score with three decimals; a dash where there is none. */
  static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }
}
