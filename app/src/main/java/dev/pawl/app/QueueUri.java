package dev.pawl.app;

import dev.pawl.engine.EngineSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The queue that was chosen by option or environment. */
final class QueueUri {
  private QueueUri() {}

  static EngineSettings apply(EngineSettings settings, @Nullable URI option) {
    URI chosen = chosen(option);
    return chosen == null || "memory".equals(chosen.getScheme()) ? settings : settings.withQueue(chosen);
  }

  /** The option, else PAWL_QUEUE, else null. */
  static @Nullable URI chosen(@Nullable URI option) {
    String named = System.getenv("PAWL_QUEUE");
    if (option != null || named == null || named.isEmpty()) {
      return option;
    }
    try {
      return URI.create(named);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("PAWL_QUEUE should be a URI such as file:/var/pawl/queue, found '" + named + "'");
    }
  }
}
