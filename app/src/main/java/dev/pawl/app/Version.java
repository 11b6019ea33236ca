package dev.pawl.app;

import org.jspecify.annotations.Nullable;

/** The version of this build. */
final class Version {
  private Version() {}

  static String text() {
    @Nullable String written = Version.class.getPackage().getImplementationVersion();
    return written == null ? "development" : written;
  }
}
