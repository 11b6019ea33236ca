package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.engine.Providers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where runs are kept. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "the folder that holds runs; else PAWL_HOME, else ~/.pawl")
  @Nullable Path folder;

  @Option(
      names = "--events",
      paramLabel = "URI",
      converter = EventsUri.class,
      description =
          "postgresql://USER@HOST/DATABASE, which holds the events; else PAWL_EVENTS, else the home")
  @Nullable URI events;

  /** Reads the option. */
  static final class EventsUri implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      return parse(text).orElseThrow(() -> new TypeConversionException(unexpected(text)));
    }

    private static Optional<URI> parse(String text) {
      try {
        return Optional.of(new URI(text)).filter(uri -> Providers.isKnown(uri.getScheme()));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }

    private static String unexpected(String text) {
      return "should be like one of "
          + String.join(", ", Providers.examples())
          + ", or left out for files in the home; found '"
          + QueueUri.withoutPassword(text)
          + "'";
    }
  }

  Home home() {
    return new Home(folder(), events());
  }

  private Path folder() {
    if (folder != null) {
      return folder;
    }
    String named = System.getenv("PAWL_HOME");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".pawl")
        : Path.of(named);
  }

  private Optional<URI> events() {
    String named = System.getenv("PAWL_EVENTS");
    if (events != null || named == null || named.isEmpty()) {
      return Optional.ofNullable(events);
    }
    return Optional.of(
        EventsUri.parse(named)
            .orElseThrow(() -> UserError.usage("PAWL_EVENTS " + EventsUri.unexpected(named))));
  }
}
