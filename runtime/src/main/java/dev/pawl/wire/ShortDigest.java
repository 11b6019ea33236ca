package dev.pawl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Half of a SHA-256, as 32 hexadecimal digits: long enough to tell inputs of runs, tasks and child
 * runs apart.
 */
public final class ShortDigest {
  private ShortDigest() {}

  /** That of some bytes, such as an input's JSON. */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** That of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(UTF_8));
  }
}
