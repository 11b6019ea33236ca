package dev.pawl.forecast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.forecast.input.Periods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String EVIL = "</title><script>alert('1 & \"2\"')</script>\u0000\u202E";

  private static final List<Score> SCORES =
      List.of(
          new Score("naive2", 10, 2, 1.0),
          new Score("theta", 8, 2.5, 0.9),
          new Score("ses", Double.NaN, Double.NaN, null));

  private static ErrorDistribution errors(long... counts) {
    List<Long> padded =
        IntStream.range(0, ErrorDistribution.SMAPE_EDGES.size())
            .mapToObj(i -> i < counts.length ? counts[i] : 0L)
            .toList();
    return new ErrorDistribution(
        ErrorDistribution.SMAPE_EDGES,
        List.of(
            new ErrorDistribution.Histogram("theta", padded),
            new ErrorDistribution.Histogram(EVIL, padded)));
  }

  private static Sample sample(String id, double[] history, double[] actuals, double... forecast) {
    return new Sample(
        id,
        Periods.months(YearMonth.of(2020, 1)),
        history,
        actuals,
        Map.of("theta", forecast),
        "theta");
  }

  private static String html(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String html(Sample... samples) throws IOException {
    return html(
        new Report("Title", "source", List.of(), SCORES, errors(1, 5, 2), List.of(samples)));
  }

  @Test
  void textFromOutsideIsEscapedWhereverItStands() throws IOException {
    Sample sample =
        new Sample(
            EVIL,
            Periods.steps(),
            new double[] {1, 2},
            new double[] {3},
            Map.of(EVIL, new double[] {2}),
            EVIL);
    String page =
        html(
            new Report(
                EVIL,
                EVIL,
                List.of(new Report.Fact(EVIL, EVIL)),
                List.of(new Score(EVIL, 1, 1, 1.0)),
                errors(3),
                List.of(sample)));
    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;1 &amp; &quot;2&quot;&#39;)")
        .doesNotContain("<script", "alert('", "\u0000", "\u202E");
  }

  @Test
  void nothingIsLoadedFromAnywhere() throws IOException {
    String page = html(sample("a", new double[] {1, 2, 3}, new double[] {4}, 5));
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain(
            "http://", "https://", "src=", "href=", "@import", "<script", "<link", "url(//");
  }

  @Test
  void theBestMethodIsMarkedAndHeldAgainstTheBenchmark() throws IOException {
    assertThat(html())
        .contains("<b>Theta</b> forecasts best, with a mean error of <b>8.0 %</b> (sMAPE)")
        .contains("20.0 % less than the benchmark Naive2")
        .containsOnlyOnce("class=\"badge\"")
        .contains("<td class=\"n least\">2.000</td>");
  }

  @Test
  void aScoreThatDoesNotExistIsADash() throws IOException {
    assertThat(html())
        .contains("<td class=\"n\">–</td><td class=\"n\">–</td><td class=\"n\">–</td>");
  }

  @Test
  void aMissingValueBreaksTheLine() throws IOException {
    String page = html(sample("a", new double[] {1, 2, Double.NaN, 4, 5}, new double[0], 5));
    Matcher history = Pattern.compile("class=\"history\" d=\"([^\"]*)\"").matcher(page);
    assertThat(history.find()).isTrue();
    assertThat(history.group(1)).matches("M[^M]*L[^M]*M[^M]*L[^M]*");
  }

  @Test
  void everySeriesCanBeDrawn() throws IOException {
    double[] none = {};
    String page =
        html(
            sample("empty", none, none),
            sample(
                "missing",
                new double[] {Double.NaN, Double.NaN},
                new double[] {Double.NaN},
                Double.NaN),
            sample("constant", new double[] {5, 5, 5}, new double[] {5}, 5),
            sample("zero", new double[] {0, 0, 0}, new double[] {0}, 0),
            sample("one", new double[] {1}, none, Double.POSITIVE_INFINITY),
            sample("huge", new double[] {1e300, -1e300}, new double[] {1e308}, -1e308),
            sample("widest", new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}, none, 0),
            sample("tiny", new double[] {1e-300, 3e-300}, none, 2e-300),
            sample("runaway", new double[] {1, 2, 3}, none, 1e12));
    assertThat(page).doesNotContain("NaN", "Infinity", "∞");
    assertThat(Pattern.compile("<figure>").matcher(page).results()).hasSize(9);
  }

  @Test
  void aReportWithoutScoresErrorsOrSamplesIsAPageToo() throws IOException {
    Report bare =
        new Report(
            "Nothing",
            "",
            List.of(),
            List.of(),
            new ErrorDistribution(List.of(), List.of()),
            List.of());
    assertThat(html(bare)).contains("<h1>Nothing</h1>").doesNotContain("NaN").endsWith("</html>\n");
    assertThat(html(new Report("No error", "", List.of(), SCORES, errors(), List.of())))
        .doesNotContain("NaN");
  }

  @Test
  void theSameReportGivesTheSameBytes() throws IOException {
    Sample sample = sample("a", new double[] {1, 2, 3}, new double[] {4}, 5);
    assertThat(html(sample)).isEqualTo(html(sample));
  }
}
