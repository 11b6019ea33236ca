package dev.pawl.app;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write and read them. */
final class Spans {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})\\s*([smhdw])");

  private Spans() {}

  /** Reads {@code 45s}, {@code 10m}, {@code 12h}, {@code 30d} or {@code 2w}. */
  static Duration parse(String option, String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      throw UserError.usage(
          option
              + " should be a number and a unit, such as 45s, 10m, 12h, 30d or 2w, found '"
              + text
              + "'");
    }
    long number = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  /**
   * Short text of microseconds: {@code 850 µs}, {@code 12 ms}, {@code 3.4 s}, {@code 5m 12s},
   * {@code 3h 20m}, {@code 2d 4h}.
   */
  static String ofMicros(long micros) {
    if (micros < 1_000) {
      return micros + " µs";
    }
    return micros < 1_000_000 ? micros / 1_000 + " ms" : ofMillis(micros / 1_000);
  }

  /** The same of milliseconds. */
  static String ofMillis(long millis) {
    long seconds = millis / 1_000;
    if (millis < 1_000) {
      return millis + " ms";
    } else if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    } else if (seconds < 3_600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
  }
}
