package dev.pawl.app;

import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Queues;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The queue that was chosen by option or environment. */
final class QueueUri {
  /** What options say of such a URI. */
  static final String KINDS = "file:DIR, postgresql://USER@HOST/DATABASE or memory:";

  private QueueUri() {}

  /** Reads the option. */
  static final class Converter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      return parse(text).orElseThrow(() -> new TypeConversionException(unexpected(text)));
    }
  }

  /** A URI of a queue; a path may hold spaces and other characters that URIs encode. */
  private static Optional<URI> parse(String text) {
    if (text.equals("memory") || text.equals("memory:")) {
      return Optional.of(URI.create("memory:queue"));
    }
    try {
      if (!text.startsWith("file:")) {
        URI uri = new URI(text);
        return Optional.of(uri).filter(some -> Queues.isKnown(some.getScheme()));
      }
      return text.startsWith("file://") || text.length() == "file:".length()
          ? Optional.empty()
          : Optional.of(new URI("file", text.substring("file:".length()), null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String unexpected(String text) {
    return "should be like one of "
        + String.join(", ", Queues.examples())
        + "; found '"
        + withoutPassword(text)
        + "'";
  }

  /** A text up to where a password might begin. */
  static String withoutPassword(String text) {
    return text.replaceFirst("(://?[^/@:]*):.*", "$1:…");
  }

  /** The text that the option takes for a URI. */
  static String text(URI uri) {
    return "file".equals(uri.getScheme()) ? "file:" + uri.getSchemeSpecificPart() : uri.toString();
  }

  static EngineSettings apply(EngineSettings settings, @Nullable URI option) {
    return shared(option).map(settings::withQueue).orElse(settings);
  }

  /** The option, else PAWL_QUEUE; empty where that is memory, or neither is given. */
  static Optional<URI> shared(@Nullable URI option) {
    String named = System.getenv("PAWL_QUEUE");
    URI chosen = option;
    if (chosen == null && named != null && !named.isEmpty()) {
      chosen = parse(named).orElseThrow(() -> UserError.usage("PAWL_QUEUE " + unexpected(named)));
    }
    return Optional.ofNullable(chosen).filter(uri -> !"memory".equals(uri.getScheme()));
  }
}
