package dev.pawl.forecast.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes markup: what is raw as it is, what is text escaped. */
final class Markup {
  private final Appendable out;

  Markup(Appendable out) {
    this.out = out;
  }

  /** Markup, as it is. */
  Markup raw(String markup) {
    try {
      out.append(markup);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Markup with {@code %} places, which get numbers or escaped texts. */
  Markup format(String markup, Object... values) {
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] = values[i] instanceof Number ? values[i] : escaped(String.valueOf(values[i]));
    }
    return raw(String.format(Locale.ROOT, markup, safe));
  }

  /**
   * Text, escaped for elements and for attributes in double quotes; characters that HTML forbids
   * become U+FFFD.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
          }
        });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    boolean control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !control && !surrogate && !direction && (c & 0xfffe) != 0xfffe;
  }
}
