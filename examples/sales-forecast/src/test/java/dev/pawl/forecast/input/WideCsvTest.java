package dev.pawl.forecast.input;

import static dev.pawl.forecast.input.Inputs.all;
import static dev.pawl.forecast.input.Inputs.gzipped;
import static dev.pawl.forecast.input.Inputs.series;
import static dev.pawl.forecast.input.Inputs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WideCsvTest {
  private static final String HEADER = "\"V1\",\"V2\",\"V3\",\"V4\"\n";

  private static WideCsv csv(String text) throws IOException {
    return new WideCsv("train.csv", text(text));
  }

  private static void failsWith(String text, String message) {
    assertThatThrownBy(() -> all(csv(text)))
        .isInstanceOf(InputFormatException.class)
        .hasMessage(message);
  }

  @Test
  void readsRowsOfDifferentLengths() throws IOException {
    assertThat(all(csv(HEADER + "\"W1\",\"1\",\"2.5\",\"-3e2\"\n\"W2\",7\n")))
        .containsExactly(series("W1", 1, 2.5, -300), series("W2", 7));
  }

  @Test
  void emptyCellsAtTheEndAreNoValuesAndThoseBetweenAreMissing() throws IOException {
    assertThat(all(csv(HEADER + "W1,1,,\nW2,1,,3\nW3,NA,2,\nW4,,,\nW5\n")))
        .containsExactly(
            series("W1", 1),
            series("W2", 1, Double.NaN, 3),
            series("W3", Double.NaN, 2),
            series("W4"),
            series("W5"));
  }

  @Test
  void readsQuotedIdsWithCommasQuotesAndLineBreaks() throws IOException {
    assertThat(all(csv(HEADER + "\"a,\"\"b\"\"\nc\",1\r\n\r\nd,2")))
        .containsExactly(series("a,\"b\"\nc", 1), series("d", 2));
  }

  @Test
  void knowsGzipByItsBytesAndSkipsAByteOrderMark() throws IOException {
    InputStream in = new ByteArrayInputStream(gzipped("\uFEFF" + HEADER + "W1,1\n"));
    assertThat(all(new WideCsv("train.csv", in))).containsExactly(series("W1", 1));
    assertThat(all(csv("\uFEFF" + HEADER + "W1,1\n"))).containsExactly(series("W1", 1));
  }

  @Test
  void namesFileLineAndColumnOfACellThatIsNoNumber() {
    failsWith(
        HEADER + "W1,1\nW2,1,x2\n",
        "train.csv, line 3, column 3: expected a number such as 12.5, or nothing, found 'x2'");
    failsWith(
        HEADER + "W1,0x1p3\n",
        "train.csv, line 2, column 2: expected a number such as 12.5, or nothing, found '0x1p3'");
    failsWith(
        HEADER + "W1,1e999\n",
        "train.csv, line 2, column 2: expected a number such as 12.5, or nothing, found '1e999'");
  }

  @Test
  void refusesAnIdThatIsMissingOrThereTwice() {
    failsWith(
        HEADER + "W1,1\n,2\n",
        "train.csv, line 3, column 1: expected the id of a series, 1 to 1000 characters, found nothing");
    failsWith(
        HEADER + "W1,1\nW2,1\nW1,2\n",
        "train.csv, line 4, column 1: expected each series once, found 'W1' again");
  }

  @Test
  void refusesAFileWithoutHeaderOrSeries() {
    failsWith(
        "", "train.csv: expected a header row and a row for each series, found an empty file");
    failsWith(
        "W1,1,2\n",
        "train.csv, line 1, column 2: expected a header row with a name in each column, found the number 1");
    failsWith(HEADER, "train.csv: expected a row for each series after the header row, found none");
  }

  @Test
  void refusesARowWithMoreValuesThanTheHeaderHasNames() {
    failsWith(
        HEADER + "W1,1,2,3,4\n",
        "train.csv, line 2, column 5: expected at most 4 cells, as in the header row, found a value beyond them");
  }

  @Test
  void refusesAnUnclosedQuoteAndBytesThatAreNoText() {
    assertThatThrownBy(() -> all(csv(HEADER + "W1,1\n\"W2,2\n")))
        .isInstanceOf(InputFormatException.class)
        .hasMessageStartingWith(
            "train.csv, line 3: expected comma-separated cells, found unclosed quoted field");
    InputStream latin = new ByteArrayInputStream(new byte[] {'V', '1', '\n', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> all(new WideCsv("train.csv", latin)))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("readable text in UTF-8");
  }

  @Test
  void refusesAGzipFileThatIsCut() throws IOException {
    byte[] whole = gzipped(HEADER + "W1,1\n");
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    assertThatThrownBy(() -> all(new WideCsv("train.csv", new ByteArrayInputStream(cut))))
        .isInstanceOf(InputFormatException.class)
        .hasMessageContaining("train.csv");
  }

  @Test
  void aSourceThatFailsIsNoMalformedInput() {
    for (Exception failure :
        new Exception[] {new IOException("gone"), new IllegalStateException("gone")}) {
      for (int good : new int[] {0, 1, 9}) {
        InputStream in =
            new FailingInput(
                (HEADER + "W1,1\n").getBytes(StandardCharsets.US_ASCII), good, failure);
        assertThatThrownBy(() -> all(new WideCsv("train.csv", in))).isSameAs(failure);
      }
    }
  }

  /** Some bytes, one at a time, and then a failure. */
  private static final class FailingInput extends InputStream {
    private final byte[] bytes;
    private final int good;
    private final Exception failure;
    private int at;

    FailingInput(byte[] bytes, int good, Exception failure) {
      this.bytes = bytes;
      this.good = good;
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      if (at < good) {
        return bytes[at++];
      }
      if (failure instanceof IOException checked) {
        throw checked;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      into[offset] = (byte) read();
      return 1;
    }
  }

  @Test
  void holdsOneRowAtATime() throws IOException {
    EndlessRows endless = new EndlessRows();
    try (WideCsv reader = new WideCsv("endless.csv", endless)) {
      for (int i = 0; i < 100; i++) {
        assertThat(reader.next()).isNotNull();
      }
      assertThat(endless.given).isLessThan(1_000_000);
    }
  }

  /** A header and then rows for ever. */
  private static final class EndlessRows extends InputStream {
    private byte[] row = "id,v\n".getBytes(StandardCharsets.US_ASCII);
    private int at;
    private int rows;
    private long given;

    @Override
    public int read() {
      if (at == row.length) {
        row = ("S" + ++rows + ",5\n").getBytes(StandardCharsets.US_ASCII);
        at = 0;
      }
      given++;
      return row[at++];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
