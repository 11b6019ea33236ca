package dev.pawl.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class Version implements IVersionProvider {
  private static final String DEVELOPMENT = "0.1.0-SNAPSHOT";

  @Override
  public String[] getVersion() {
    return new String[] {"pawl " + text()};
  }

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
