package dev.pawl.forecast.input;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An input that is not what it should be: says where, what was expected, and what was found. Trying
 * again does not help.
 */
public final class InputFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 60;

  private final transient Place place;

  /** Something other than expected at {@code place}. */
  public InputFormatException(Place place, String expected, String found) {
    this(place, expected, found, null);
  }

  /** The same, as the consequence of {@code cause}. */
  public InputFormatException(
      Place place, String expected, String found, @Nullable Throwable cause) {
    super(place + ": expected " + expected + ", found " + found, cause);
    this.place = place;
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** Quotes a piece of input for a message: control characters hidden, long text cut. */
  static String quoted(String text) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return shown.isEmpty() ? "nothing" : "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  /**
   * A place in an input.
   *
   * @param file the input's name
   * @param line from 1 (that a record begins with, where it spans several); 0 where only the file
   *     is known
   * @param column the number of the cell in its row, from 1; 0 where only the line is known
   */
  public record Place(String file, long line, int column) {
    @Override
    public String toString() {
      return file + (line > 0 ? ", line " + line : "") + (column > 0 ? ", column " + column : "");
    }
  }
}
