package dev.pawl.app;

import dev.pawl.engine.EngineSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The queue that was chosen by option or environment. */
final class QueueUri {
  private static final String EXPECTED =
      "should be file:DIR (such as file:/var/pawl/queue or file:queue) or memory:, found '";

  private QueueUri() {}

  /** Reads the option. */
  static final class Converter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      return parse(text).orElseThrow(() -> new TypeConversionException(EXPECTED + text + "'"));
    }
  }

  /** A URI of a queue; a path may hold spaces and other characters that URIs encode. */
  private static Optional<URI> parse(String text) {
    if (text.equals("memory") || text.equals("memory:")) {
      return Optional.of(URI.create("memory:queue"));
    }
    if (!text.startsWith("file:")
        || text.startsWith("file://")
        || text.length() == "file:".length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI("file", text.substring("file:".length()), null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static EngineSettings apply(EngineSettings settings, @Nullable URI option) {
    return shared(option).map(settings::withQueue).orElse(settings);
  }

  /** The option, else PAWL_QUEUE; empty where that is memory, or neither is given. */
  static Optional<URI> shared(@Nullable URI option) {
    String named = System.getenv("PAWL_QUEUE");
    URI chosen = option;
    if (chosen == null && named != null && !named.isEmpty()) {
      chosen =
          parse(named).orElseThrow(() -> UserError.usage("PAWL_QUEUE " + EXPECTED + named + "'"));
    }
    return Optional.ofNullable(chosen).filter(uri -> !"memory".equals(uri.getScheme()));
  }
}
