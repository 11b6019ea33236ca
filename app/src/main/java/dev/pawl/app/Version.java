package dev.pawl.app;

import org.jspecify.annotations.Nullable;

/** The version of this build. */
final class Version {
  private static final String DEVELOPMENT = "0.1.0-SNAPSHOT";

  private Version() {}

  static String text() {
    @Nullable String written = Version.class.getPackage().getImplementationVersion();
    return written == null ? "development" : written;
  }

  /** The version that a project of a user depends on. */
  static String released() {
    String text = text();
    return text.equals("development") ? DEVELOPMENT : text;
  }
}
