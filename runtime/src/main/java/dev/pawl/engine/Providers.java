package dev.pawl.engine;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.PortProvider;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The technologies on the class path that have ports, by the schemes of their URIs. */
public final class Providers {
  private Providers() {}

  private static Stream<PortProvider> all() {
    return ServiceLoader.load(PortProvider.class).stream().map(ServiceLoader.Provider::get);
  }

  /** Whether there is one for a scheme. */
  public static boolean isKnown(@Nullable String scheme) {
    return scheme != null && all().anyMatch(provider -> provider.schemes().contains(scheme));
  }

  /** How their URIs look, one example for each kind. */
  public static List<String> examples() {
    return all().flatMap(provider -> provider.examples().stream()).toList();
  }

  /** A URI as it may be printed: without passwords and the like. */
  public static String redacted(URI uri) {
    return of(uri).redacted(uri);
  }

  /**
   * The one for a URI.
   *
   * @throws PortFailure.Invalid where there is none
   */
  static PortProvider of(URI uri) {
    return all()
        .filter(provider -> provider.schemes().contains(String.valueOf(uri.getScheme())))
        .findFirst()
        .orElseThrow(() ->
            new PortFailure.Invalid(
                "a URI should be like one of "
                    + String.join(", ", examples())
                    + "; found the scheme '"
                    + uri.getScheme()
                    + "'"));
  }
}
