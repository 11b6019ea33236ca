package dev.pawl.forecast.input;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a comma-separated file (RFC 4180, UTF-8 with or without a byte order mark), plain or
 * gzipped: its first two bytes decide, not its name. Empty lines are skipped; space around a cell
 * does not count. Holds one row at a time.
 */
final class CsvRows implements AutoCloseable {
  private static final int MAX_CELLS = Series.LONGEST + 1;
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final InputStream source;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private long line;

  private CsvRows(String file, InputStream source, CsvReader<CsvRecord> reader) {
    this.file = file;
    this.source = source;
    this.reader = reader;
    this.records = reader.iterator();
  }

  /**
   * Reads {@code in}, which is called {@code file} in messages, and is closed with the rows (or
   * when this fails).
   */
  static CsvRows open(String file, InputStream in) throws IOException {
    try {
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      InputStream text = withoutByteOrderMark(unzipped(in));
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .skipEmptyLines(true)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .build(
                  CsvRecordHandler.builder().maxFields(MAX_CELLS).build(),
                  new InputStreamReader(text, decoder));
      return new CsvRows(file, in, reader);
    } catch (IOException | RuntimeException e) {
      try (in) {
        if (isAboutFormat(e)) {
          throw new InputFormatException(
              new InputFormatException.Place(file, 0, 0), "a text or gzip file", e.toString(), e);
        }
        throw e;
      }
    }
  }

  /** The next row, or null after the last. */
  @Nullable Row next() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord row = records.next();
      line = row.getStartingLineNumber();
      return new Row(file, row);
    } catch (CsvParseException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new InputFormatException(
          after(), "comma-separated cells", lowerFirst(String.valueOf(e.getMessage())), e);
    } catch (UncheckedIOException e) {
      if (!isAboutFormat(e.getCause())) {
        throw e.getCause();
      }
      throw new InputFormatException(
          after(), "readable text in UTF-8, plain or gzipped", String.valueOf(e.getCause()), e);
    }
  }

  /** Whether the bytes are wrong, and not the way by which they come. */
  private static boolean isAboutFormat(@Nullable Throwable failure) {
    return failure instanceof ZipException
        || failure instanceof EOFException
        || failure instanceof CharacterCodingException;
  }

  /** The place of the file as a whole. */
  InputFormatException.Place place() {
    return new InputFormatException.Place(file, 0, 0);
  }

  private InputFormatException.Place after() {
    return new InputFormatException.Place(file, line + 1, 0);
  }

  @Override
  public void close() throws IOException {
    try (source) {
      reader.close();
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    InputStream buffered = new BufferedInputStream(in, BUFFER);
    byte[] start = peek(buffered, 2);
    boolean gzip = start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
    return gzip ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
  }

  private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
    byte[] start = peek(in, 3);
    if (start.length == 3
        && start[0] == (byte) 0xef
        && start[1] == (byte) 0xbb
        && start[2] == (byte) 0xbf) {
      in.skipNBytes(3);
    }
    return in;
  }

  private static byte[] peek(InputStream in, int length) throws IOException {
    in.mark(length);
    byte[] start = in.readNBytes(length);
    in.reset();
    return start;
  }

  private static String lowerFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  /** One row; cells are counted from 0 here and from 1 in messages. */
  record Row(String file, CsvRecord csv) {
    int size() {
      return csv.getFieldCount();
    }

    long line() {
      return csv.getStartingLineNumber();
    }

    String cell(int index) {
      return csv.getField(index).strip();
    }

    InputFormatException.Place place(int index) {
      return new InputFormatException.Place(file, line(), index + 1);
    }

    InputFormatException error(int index, String expected, String found) {
      return new InputFormatException(place(index), expected, found);
    }
  }
}
