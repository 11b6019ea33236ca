package dev.pawl.forecast.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Small inputs for tests. */
final class Inputs {
  private Inputs() {}

  static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  static List<Series> all(SeriesReader reader) throws IOException {
    try (reader) {
      List<Series> all = new ArrayList<>();
      for (Series series = reader.next(); series != null; series = reader.next()) {
        all.add(series);
      }
      return all;
    }
  }

  static SeriesReader of(Series... series) {
    return new SeriesReader() {
      private int next;

      @Override
      public @Nullable Series next() {
        return next < series.length ? series[next++] : null;
      }

      @Override
      public void close() {}
    };
  }

  static Series series(String id, double... values) {
    return new Series(id, Periods.steps(), values);
  }
}
