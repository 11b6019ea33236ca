package dev.pawl.spi;

import java.util.regex.Pattern;

/**
 * The names that may reach a store. Every adapter checks with these, so that no key or id can leave
 * its folder.
 */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final int LONGEST_KEY = 500;

  private Names() {}

  /** Checks the name of a stream, a run or a queue: {@code [a-z0-9][a-z0-9._-]{0,99}}. */
  public static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new PortFailure.Invalid(
          "a name should be 1 to 100 of a-z, 0-9, '.', '_' and '-' and begin with a letter or digit, found '"
              + printable(name)
              + "'");
    }
    return name;
  }

  /**
   * Checks the key of a blob: segments of letters, digits, '.', '_' and '-' that do not begin with
   * '.', joined by '/'.
   */
  public static String requireBlobKey(String key) {
    if (key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
      throw new PortFailure.Invalid(
          "a blob key should be segments of letters, digits, '.', '_' and '-', joined by '/', found '"
              + printable(key)
              + "'");
    }
    return key;
  }

  /** Checks a prefix of keys: empty, or a key with or without a slash at its end. */
  public static String requirePrefix(String prefix) {
    if (!prefix.isEmpty()) {
      requireBlobKey(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }
    return prefix;
  }

  private static String printable(String text) {
    String shown = text.length() > 120 ? text.substring(0, 120) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
