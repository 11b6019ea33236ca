package dev.pawl.forecast.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code scores.csv}: a header row {@code method,smape,mase,owa}, then one row for each
 * method. Numbers have a point and as many digits as it takes to read them back unchanged; a score
 * that does not exist is empty. UTF-8, lines end in LF.
 */
public final class ScoresCsv {
  private ScoresCsv() {}

  /** Writes all scores, and flushes {@code target} without closing it. */
  public static void write(List<Score> scores, OutputStream target) throws IOException {
    Writer writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    csv.writeRecord("method", "smape", "mase", "owa");
    for (Score score : scores) {
      csv.writeRecord(
          score.method(), number(score.smape()), number(score.mase()), number(score.owa()));
    }
    csv.flush();
    writer.flush();
  }

  /** A number as a cell; empty where it is none. */
  static String number(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? "" : Double.toString(value);
  }
}
