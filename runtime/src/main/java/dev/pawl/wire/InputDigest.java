package dev.pawl.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells inputs of runs apart. */
public final class InputDigest {
  private InputDigest() {}

  /** Half of the SHA-256 of an input's JSON, as 32 hexadecimal digits. */
  public static String of(byte[] json) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
