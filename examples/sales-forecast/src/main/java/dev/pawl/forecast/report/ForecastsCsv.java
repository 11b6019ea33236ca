package dev.pawl.forecast.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.pawl.forecast.input.Series;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes {@code forecasts.csv}: a header row {@code series,method,step,period,forecast}, then one
 * row for each series, method and step. Step 1 is the first period after the history; period is its
 * name (a number, month or date, as in the input). Numbers have a point and as many digits as it
 * takes to read them back unchanged; what is no number is empty. UTF-8, lines end in LF.
 *
 * <p>Parts without header may be written apart and joined byte by byte. Holds nothing back; for one
 * thread.
 */
public final class ForecastsCsv implements Closeable {
  private final Writer writer;
  private final CsvWriter csv;

  private ForecastsCsv(OutputStream target) {
    writer = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8), 1 << 16);
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
  }

  /** Begins the file, or its first part; {@code target} is closed with it. */
  public static ForecastsCsv withHeader(OutputStream target) {
    ForecastsCsv file = new ForecastsCsv(target);
    file.csv.writeRecord("series", "method", "step", "period", "forecast");
    return file;
  }

  /** Begins a part that goes behind others; {@code target} is closed with it. */
  public static ForecastsCsv withoutHeader(OutputStream target) {
    return new ForecastsCsv(target);
  }

  /** Writes the rows of one series and method. */
  public void write(Series series, String method, double[] forecasts) {
    for (int step = 1; step <= forecasts.length; step++) {
      String period = series.periods().label(series.values().length + step - 1);
      csv.writeRecord(
          series.id(),
          method,
          Integer.toString(step),
          period,
          ScoresCsv.number(forecasts[step - 1]));
    }
  }

  /** Hands everything written so far to the target. */
  public void flush() throws IOException {
    csv.flush();
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
