package dev.pawl.forecast.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stream of series, each id once. For one thread; whoever made it closes it, and that closes what
 * it reads from.
 */
public interface SeriesReader extends AutoCloseable {

  /**
   * The next series, or null after the last.
   *
   * @throws InputFormatException where the input is not what it should be, naming the place
   * @throws IOException where it cannot be read; the failure of what it reads from, unchanged
   */
  @Nullable Series next() throws IOException;

  @Override
  void close() throws IOException;
}
